import { beforeEach, describe, expect, test } from '@jest/globals';
import fastify from 'fastify';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { WhenceError } from '../../../graph/errors.ts';
import type { Ledger } from '../../../graph/ledger/ledger.ts';
import { createMemoryLedger } from '../../../graph/ledger/memory/memory-ledger.ts';
import type { ConnectorPort } from '../../connector.ts';
import { createRunner } from '../../runner.ts';
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

async function serve(sources: Readonly<Record<string, CaptureConfig>>, emit?: ConnectorPort['emit']): Promise<void> {
  server = fastify();
  const all = Object.entries(sources).map(([name, config]) => ({
    name,
    config,
    port: emit ? { ...portOf(name), emit } : portOf(name),
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
