import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { hash } from 'node:crypto';
import { request } from 'node:http';
import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import type { Ledger } from '../../graph/ledger/ledger.ts';
import { captureRoutes } from '../../ingest/connectors/capture/capture-routes.ts';
import type { CaptureConfig } from '../../ingest/connectors/capture/config.ts';
import { captureConnector } from '../../ingest/connectors/capture/connector.ts';
import { createRunner } from '../../ingest/runner.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';
import { noSecrets } from '../../ingest/test-intake.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { Fault, FaultProxy } from './fault-proxy.ts';

let ledger: Ledger;
let server: FastifyInstance;
let proxy: FaultProxy;

const config: CaptureConfig = {
  errors: 'proceed',
  keys: [{ name: 'sender', sha256: hash('sha256', 'known') }],
  decode: { format: 'epcis' },
};

beforeEach(async () => {
  ledger = createMemoryLedger({ now: () => 0 });
  const source = { name: 'supplier', connector: captureConnector, config } as unknown as ConfiguredSource;
  const world = {
    files: {} as Parameters<typeof createRunner>[0]['world']['files'],
    secrets: noSecrets,
    clock: { now: Date.now, pause: () => Promise.resolve() },
    random: () => 0,
    log: { info: () => undefined, warn: () => undefined },
  };
  const port = createRunner({ ledger, sources: [source], world }).portOf('supplier');
  server = fastify({ forceCloseConnections: true });
  const sources = [{ name: 'supplier', config, port }];
  await server.register(captureRoutes({ sources, outcome: () => undefined, now: Date.now }));
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port: listening } = server.server.address() as { readonly port: number };
  proxy = await startFaultProxy({ host: '127.0.0.1', port: listening });
});
afterEach(async () => {
  await proxy.close();
  await server.close();
});

const event = (n: number) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  eventTime: '2026-10-14T08:00:00Z',
  eventTimeZoneOffset: '+00:00',
  epcList: [`https://id.gs1.org/01/09521234007005/21/S${n}`],
  action: 'OBSERVE',
  bizStep: 'storing',
});
const document = (n: number): string =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-10-14T08:00:00Z',
    epcisBody: { eventList: [event(2 * n), event(2 * n + 1)] },
  });

/** One attempt of a sender: the status it got, or nothing within its patience. */
function post(body: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request(
      {
        host: proxy.host,
        port: proxy.port,
        method: 'POST',
        path: '/epcis/capture',
        agent: false,
        timeout: 500,
        headers: { authorization: 'Bearer known', 'content-type': 'application/json', 'content-length': body.length },
      },
      (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      },
    );
    sent.on('error', () => resolve(undefined));
    sent.on('timeout', () => {
      sent.destroy();
      resolve(undefined);
    });
    sent.end(body);
  });
}

const kept = (): readonly string[] => ledger.reader.read(0, 1000).map(({ body }) => Buffer.from(body).toString());
const eventsOf = (n: number): readonly string[] => [event(2 * n), event(2 * n + 1)].map((each) => JSON.stringify(each));

/** A careful sender: again until it is told 202. */
async function sendUntilAccepted(body: string): Promise<number> {
  for (let attempt = 1; ; attempt++) if ((await post(body)) === 202) return attempt;
}

const faults: readonly (readonly [string, Fault])[] = [
  ['cut while it is sent', { kind: 'cut', way: 'up', after: 200 }],
  ['cut just before its end', { kind: 'cut', way: 'up', after: 700 }],
  ['cut before the answer', { kind: 'cut', way: 'down', after: 0 }],
  ['cut within the answer', { kind: 'cut', way: 'down', after: 5 }],
  ['broken before the answer', { kind: 'cut', way: 'down', after: 0, reset: true }],
  ['half-open before the answer', { kind: 'half-open', way: 'down', after: 0 }],
  ['half-open while it is sent', { kind: 'half-open', way: 'up', after: 300 }],
  ['no server for a while', { kind: 'refuse' }],
];

test.each(faults)(
  'I1, I3, I8: %s: what was accepted is kept, what is sent again is kept once',
  async (_what, fault) => {
    for (let n = 0; n < 3; n++) {
      proxy.inject(fault, 1);
      expect(await sendUntilAccepted(document(n))).toBeGreaterThan(1);
      // Accepted: then every event of it is there.
      expect(kept()).toEqual(expect.arrayContaining([...eventsOf(n)]));
    }
    expect(proxy.injected()).toBe(3);
    expect(kept().toSorted()).toEqual([0, 1, 2].flatMap(eventsOf).toSorted());
  },
);

test('I8: a document that is cut while it is sent is not kept in part', async () => {
  proxy.inject({ kind: 'cut', way: 'up', after: 700 }, 1);
  expect(await post(document(1))).toBeUndefined();
  expect(proxy.injected()).toBe(1);
  expect(kept()).toEqual([]);
});

test('late, it is taken all the same', async () => {
  proxy.inject({ kind: 'delay', ms: 30 });
  expect(await post(document(1))).toBe(202);
  expect(proxy.injected()).toBeGreaterThan(0);
});
