import { beforeEach, describe, expect, test } from '@jest/globals';
import fastify from 'fastify';
import { createHmac, hash } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { WhenceError } from '../../../graph/errors.ts';
import type { Ledger } from '../../../graph/ledger/ledger.ts';
import { createMemoryLedger } from '../../../graph/ledger/memory/memory-ledger.ts';
import type { ConnectorPort } from '../../connector.ts';
import { createRunner } from '../../runner.ts';
import { Secret } from '../../../graph/secret/secret.ts';
import type { ConfiguredSource } from '../../sources.ts';
import { declaration, TestIntake, noSecrets } from '../../test-intake.ts';
import { captureRoutes } from './capture-routes.ts';
import type { CaptureConfig } from './config.ts';
import { captureConnector } from './connector.ts';

let ledger: Ledger;
let server: FastifyInstance;
let port: ConnectorPort;
let intake: TestIntake;

function portOf(name: string): ConnectorPort {
  const source = {
    name,
    connector: captureConnector,
    config: {},
    declaration: declaration(name),
  } as unknown as ConfiguredSource;
  const world = {
    files: {} as ConnectorPort['files'],
    secrets: noSecrets,
    clock: { now: () => 0, pause: () => Promise.resolve() },
    random: () => 0,
    log: { info: () => undefined, warn: () => undefined },
  };
  return createRunner({ ledger, sources: [source], world }).portOf(name);
}

const asked = new Map([['SUPPLIER_SECRET', 'first secret']]);
const secrets: ConnectorPort['secrets'] = {
  read: (ref) => Promise.resolve(new Secret(asked.get('env' in ref ? ref.env : ref.file) ?? '')),
};

async function serve(sources: Readonly<Record<string, CaptureConfig>>, emit?: ConnectorPort['emit']): Promise<void> {
  server = fastify();
  const all = Object.entries(sources).map(([name, config]) => ({
    name,
    config,
    port: { ...portOf(name), secrets, ...(emit ? { emit } : {}) },
  }));
  await server.register(
    captureRoutes({
      sources: all,
      outcome: (seq) => intake.outcomes.outcome(seq),
      now: () => Date.parse('2026-10-14T08:00:00Z'),
    }),
  );
}

const epcis: CaptureConfig = { decode: { format: 'epcis' } };
const lines: CaptureConfig = { decode: { format: 'ndjson' } };

beforeEach(async () => {
  ledger = createMemoryLedger({ now: () => 0 });
  intake = new TestIntake({ ledger });
  port = portOf('supplier');
  await serve({ supplier: epcis, stand: lines });
});

const post = (url: string, payload: string, headers: InjectOptions['headers'] = {}) =>
  server.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

const kept = () =>
  ledger.reader
    .read(0, 1000)
    .filter(({ stream }) => stream === 'fact')
    .map(({ body }) => Buffer.from(body).toString());
const repeats = () => ledger.reader.counts().reduce((sum, { redelivered }) => sum + redelivered, 0);

const event = (id: string, action = 'OBSERVE') => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-00000000000${id}`,
  eventTime: '2026-10-14T08:00:00Z',
  eventTimeZoneOffset: '+00:00',
  epcList: [`https://id.gs1.org/01/09521234007005/21/S${id}`],
  action,
  bizStep: 'storing',
  bizLocation: { id: 'https://id.gs1.org/414/9521234000013' },
});
const document = (...events: readonly object[]) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-10-14T08:00:00Z',
    epcisBody: { eventList: events },
  });

test('I1: 202 leaves only after the document is on disk', async () => {
  const order: string[] = [];
  await serve({ stand: lines }, async (batch, advance) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const receipts = await port.emit(batch, advance);
    order.push('on disk');
    return receipts;
  });
  const reply = await post('/capture/stand', '{"n":"1"}\n');
  order.push('answered');
  expect(reply.statusCode).toBe(202);
  expect(reply.json()).toMatchObject({ captureID: '1-1', records: 1, kept: 1, repeats: 0 });
  expect(order).toEqual(['on disk', 'answered']);
});

test('I1: when nothing could be kept, nothing is accepted', async () => {
  for (const [code, status, wait] of [
    ['LEDGER_FULL', 429, '30'],
    ['LEDGER_IO', 503, '10'],
    ['FENCED', 503, '60'],
  ] as const) {
    await serve({ stand: lines }, () => Promise.reject(new WhenceError(code)));
    const reply = await post('/capture/stand', '{"n":"1"}\n');
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['retry-after']).toBe(wait);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.json()).toMatchObject({ code, status });
  }
  expect(kept()).toEqual([]);
});

test('I3: the same document again, by its key or by its bytes, is a counted repeat', async () => {
  await post('/capture/stand', '{"n":"1"}\n', { 'idempotency-key': 'a' });
  const again = await post('/capture/stand', '{"n":"1"}\n', { 'idempotency-key': 'a' });
  expect(again.json()).toMatchObject({ kept: 0, repeats: 1 });
  await post('/capture/stand', '{"n":"2"}\n');
  await post('/capture/stand', '{"n":"2"}\n');
  expect(kept()).toHaveLength(2);
  expect(repeats()).toBe(2);
});

test('I4: other content under a known key is kept as a variant, not lost', async () => {
  await post('/capture/stand', '{"n":"1"}\n', { 'idempotency-key': 'a' });
  const other = await post('/capture/stand', '{"n":"2"}\n', { 'idempotency-key': 'a' });
  expect(other.json()).toMatchObject({ kept: 0, variants: 1 });
  expect(kept()).toHaveLength(2);
});

describe('EPCIS', () => {
  const [good, bad] = [event('1'), event('2', 'CREATE')];

  test('rollback is the default: one bad event holds the document', async () => {
    await intake.declare('supplier', { reader: 'epcis@1' });
    const reply = await post('/epcis/capture', document(good, bad));
    expect(reply.statusCode).toBe(202);
    expect(kept()).toHaveLength(1);
    await intake.catchUp();
    expect(intake.became('supplier')).toEqual(['EPCIS_FIELD_INVALID']);
    const job = await server.inject(String(reply.headers['location']));
    expect(job.json()).toMatchObject({
      running: false,
      success: false,
      errors: [{ type: 'urn:whence:error:EPCIS_FIELD_INVALID' }],
    });
  });

  test('proceed: the good events of the document count', async () => {
    await intake.declare('supplier', { reader: 'epcis@1' });
    const reply = await post('/capture', document(good, bad), { 'gs1-capture-error-behaviour': 'proceed' });
    expect(reply.json()).toMatchObject({ records: 2, kept: 2 });
    const before = await server.inject(String(reply.headers['location']));
    expect(before.json()).toMatchObject({ running: true, success: false });
    await intake.catchUp();
    expect(intake.became('supplier')).toEqual(['applied', 'EPCIS_FIELD_INVALID']);
  });

  test('an event that comes in two documents is one event', async () => {
    await intake.declare('supplier', { reader: 'epcis@1' });
    await post('/capture', document(good));
    await post('/capture', document(good, event('3')));
    await intake.catchUp();
    expect(intake.became('supplier')).toEqual(['applied', 'applied']);
    expect((await intake.graph.size()).statements).toBe(3); // two events and the source
  });

  test('with several sources the header says which', async () => {
    await serve({ supplier: epcis, carrier: epcis });
    expect((await post('/capture', document(good))).statusCode).toBe(404);
    expect((await post('/capture', document(good), { 'whence-source': 'carrier' })).statusCode).toBe(202);
    expect(ledger.reader.read(0, 10)[0]).toMatchObject({ source: 'carrier' });
  });
});

test('what cannot be framed is kept whole, and the sender is told that it waits', async () => {
  const reply = await post('/capture/supplier', '{"epcisBody": {"eventList": [', {});
  expect(reply.statusCode).toBe(202);
  expect(reply.json()).toMatchObject({ kept: 1, waits: { code: 'JSON_SYNTAX' } });
});

describe('E1: refused before anything is kept', () => {
  test('a source that there is not', async () => {
    expect((await post('/capture/nobody', '{}')).json()).toMatchObject({ code: 'CAPTURE_SOURCE', status: 404 });
  });

  test('more than 16 MiB', async () => {
    const reply = await post('/capture/stand', 'x'.repeat(16 * 1024 * 1024 + 1));
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({ code: 'CAPTURE_TOO_LARGE' });
  });

  test('more than 10,000 records; 10,000 are taken', async () => {
    const rows = (n: number) => Array.from({ length: n }, () => '{}').join('\n');
    expect((await post('/capture/stand', rows(10_001))).statusCode).toBe(413);
    expect((await post('/capture/stand', rows(10_000), { 'gs1-capture-error-behaviour': 'proceed' })).statusCode).toBe(
      202,
    );
  });

  test('a clock that is more than five minutes off', async () => {
    const at = async (time: string) => (await post('/capture/stand', '{}\n', { 'whence-time': time })).statusCode;
    expect(await at('2026-10-14T08:05:00Z')).toBe(202);
    expect(await at('2026-10-14T08:05:01Z')).toBe(400);
    expect(await at('yesterday')).toBe(400);
  });

  test('headers that cannot be understood', async () => {
    expect((await post('/capture/stand', '{}\n', { 'gs1-capture-error-behaviour': 'maybe' })).statusCode).toBe(400);
    expect((await post('/capture/stand', '{}\n', { 'idempotency-key': 'x'.repeat(201) })).statusCode).toBe(400);
  });

  test('more than is on its way to the disk already: 429 with a time to come back', async () => {
    const gate = Promise.withResolvers<undefined>();
    await serve({ stand: lines }, async (batch, advance) => {
      await gate.promise;
      return port.emit(batch, advance);
    });
    const big = `"${'x'.repeat(15 * 1024 * 1024)}"`;
    const waiting = Array.from({ length: 5 }, (_, n) =>
      post('/capture/stand', `${big}\n`, { 'idempotency-key': `k${n}` }),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const refused = await post('/capture/stand', '{}\n');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    gate.resolve(undefined);
    const replies = await Promise.all(waiting);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202, 202]);
  });
});

describe('E1, S9: who may send', () => {
  const keyOf = (name: string) => `key of ${name}`.replaceAll(' ', '-');
  const keyed = (name: string, more: Partial<CaptureConfig> = {}): CaptureConfig => ({
    ...lines,
    keys: [{ name, sha256: hash('sha256', keyOf(name)) }],
    ...more,
  });
  const bearer = (name: string) => ({ authorization: `Bearer ${keyOf(name)}` });
  const answer = async (...args: Parameters<typeof post>) => {
    const { statusCode, json } = await post(...args);
    return [statusCode, json<{ readonly code?: string }>().code];
  };

  test('without a key nothing is taken, with the key of the source it is', async () => {
    await serve({ stand: keyed('stand') });
    expect(await answer('/capture/stand', '{"n":"1"}\n')).toEqual([401, 'CAPTURE_KEY']);
    expect(await answer('/capture/stand', '{"n":"1"}\n', { authorization: 'Bearer wrong' })).toEqual([
      401,
      'CAPTURE_KEY',
    ]);
    expect(kept()).toEqual([]);
    expect(await answer('/capture/stand', '{"n":"1"}\n', bearer('stand'))).toEqual([202, undefined]);
    expect(await answer('/capture/stand', '{"n":"2"}\n', { 'x-api-key': keyOf('stand') })).toEqual([202, undefined]);
    expect(kept()).toHaveLength(2);
  });

  test('S9: the key of another source does not open this one, nor one that is open', async () => {
    await serve({ stand: keyed('stand'), press: keyed('press'), open: lines });
    expect(await answer('/capture/press', '{"n":"1"}\n', bearer('stand'))).toEqual([403, 'CAPTURE_FOREIGN_SOURCE']);
    expect(await answer('/capture/open', '{"n":"1"}\n', bearer('stand'))).toEqual([403, 'CAPTURE_FOREIGN_SOURCE']);
    expect(await answer('/capture', '{}', { ...bearer('stand'), 'whence-source': 'press' })).toEqual([
      403,
      'CAPTURE_FOREIGN_SOURCE',
    ]);
    expect(kept()).toEqual([]);
    expect(await answer('/capture/open', '{"n":"1"}\n')).toEqual([202, undefined]);
  });

  test('a key that has expired opens nothing', async () => {
    const until = (time: string): CaptureConfig => ({
      ...lines,
      keys: [{ name: 'stand', sha256: hash('sha256', keyOf('stand')), until: time }],
    });
    await serve({ stand: until('2026-10-14T08:00:00Z') });
    expect(await answer('/capture/stand', '{"n":"1"}\n', bearer('stand'))).toEqual([401, 'CAPTURE_KEY']);
    await serve({ stand: until('2026-10-14T08:00:01Z') });
    expect(await answer('/capture/stand', '{"n":"1"}\n', bearer('stand'))).toEqual([202, undefined]);
  });

  test('of several sources that take EPCIS, the key says which one is meant', async () => {
    await serve({ supplier: { ...keyed('supplier'), ...epcis }, carrier: { ...keyed('carrier'), ...epcis } });
    expect(await answer('/epcis/capture', document(event('1')), bearer('carrier'))).toEqual([202, undefined]);
    expect(ledger.reader.read(0, 10)[0]).toMatchObject({ source: 'carrier' });
  });

  test('what became of a document is told to its sender only', async () => {
    await serve({ stand: keyed('stand'), press: keyed('press') });
    await intake.declare('stand');
    const reply = await post('/capture/stand', '{"n":"1"}\n', bearer('stand'));
    await intake.catchUp();
    const job = async (headers: InjectOptions['headers'] = {}) =>
      (await server.inject({ url: String(reply.headers['location']), headers })).statusCode;
    expect(await job()).toBe(404);
    expect(await job(bearer('press'))).toBe(404);
    expect(await job(bearer('stand'))).toBe(200);
  });

  test('S17: the configuration holds no key that could be used', async () => {
    await serve({ stand: keyed('stand') });
    const { sha256 } = keyed('stand').keys![0]!;
    expect(await answer('/capture/stand', '{}\n', { authorization: `Bearer ${sha256}` })).toEqual([401, 'CAPTURE_KEY']);
  });

  describe('signed', () => {
    const signed: CaptureConfig = { ...lines, signatures: [{ env: 'SUPPLIER_SECRET' }] };
    const time = '2026-10-14T08:00:00Z';
    const sign = (body: string, { secret = 'first secret', source = 'stand', at = time, key = '' } = {}) => ({
      'whence-time': at,
      ...(key === '' ? {} : { 'idempotency-key': key }),
      'whence-signature': `sha256=${createHmac('sha256', secret).update(`${at}\n${source}\n${key}\n\n${body}`).digest('hex')}`,
    });
    beforeEach(() => serve({ stand: signed }));

    test('a good signature is taken, also under a key of the document', async () => {
      expect(await answer('/capture/stand', '{"n":"1"}\n', sign('{"n":"1"}\n'))).toEqual([202, undefined]);
      expect(await answer('/capture/stand', '{"n":"2"}\n', sign('{"n":"2"}\n', { key: 'a' }))).toEqual([
        202,
        undefined,
      ]);
    });

    test.each([
      ['none', {}],
      ['of another body', sign('{"n":"2"}\n')],
      ['with another secret', sign('{"n":"1"}\n', { secret: 'guessed' })],
      ['for another source', sign('{"n":"1"}\n', { source: 'press' })],
      ['of another key of the document', { ...sign('{"n":"1"}\n', { key: 'a' }), 'idempotency-key': 'b' }],
      ['cut short', { ...sign('{"n":"1"}\n'), 'whence-signature': 'sha256=00' }],
    ])('a signature: %s', async (_what, headers) => {
      const sent = { 'whence-time': time, ...headers };
      expect(await answer('/capture/stand', '{"n":"1"}\n', sent)).toEqual([401, 'CAPTURE_SIGNATURE']);
      expect(kept()).toEqual([]);
    });

    test('a signed request must say its time, and not one more than five minutes off', async () => {
      const at = (stated: string) => answer('/capture/stand', '{"n":"1"}\n', sign('{"n":"1"}\n', { at: stated }));
      expect(await at('2026-10-14T07:55:00Z')).toEqual([202, undefined]);
      expect(await at('2026-10-14T07:54:59Z')).toEqual([400, 'CAPTURE_CLOCK']);
      const { 'whence-time': _time, ...timeless } = sign('{"n":"1"}\n');
      expect(await answer('/capture/stand', '{"n":"1"}\n', timeless)).toEqual([400, 'CAPTURE_CLOCK']);
    });

    test('a secret can be changed without a restart, and the old one still holds while both are named', async () => {
      await serve({ stand: { ...lines, signatures: [{ env: 'NEW_SECRET' }, { env: 'SUPPLIER_SECRET' }] } });
      asked.set('NEW_SECRET', 'second secret');
      const body = '{"n":"1"}\n';
      expect(await answer('/capture/stand', body, sign(body, { secret: 'second secret' }))).toEqual([202, undefined]);
      expect(await answer('/capture/stand', body, sign(body))).toEqual([202, undefined]);
    });
  });
});
