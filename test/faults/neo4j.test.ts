import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerHead, LedgerReader } from '../../graph/ledger/ledger.ts';
import { openSqliteLedgerReader } from '../../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomes } from '../../graph/ledger/sqlite/sqlite-outcomes.ts';
import { dropNeo4jGraph } from '../../graph/store/neo4j/drop-graph.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { Neo4jPlace } from '../../graph/store/neo4j/neo4j-place.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import { examplePeople } from '../../ingest/mapping/pseudonyms.ts';
import { createPipeline } from '../../ingest/pipeline.ts';
import { isPassing } from '../../ingest/pipeline/passing-faults.ts';
import { fitOutcomes } from '../../ingest/pipeline/fit-outcomes.ts';
import { examplePlantOf, makeExamplePlant } from '../../src/example-plant.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstall } from '../peers/neo4j-install.ts';
import { startNeo4j, stopNeo4j } from '../peers/neo4j-process.ts';
import { PlantService } from '../plant/plant-service.ts';
import type { Ready, WholeAnswer } from '../plant/plant-service.ts';
import { Dice } from '../plants/dice.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { Fault, FaultProxy } from './fault-proxy.ts';

// TP5. WHENCE_NEO4J_CUTS, WHENCE_NEO4J_KILLS and WHENCE_SEED set other figures than those of every test run.
const cuts = Number(process.env['WHENCE_NEO4J_CUTS'] ?? 20);
const kills = Number(process.env['WHENCE_NEO4J_KILLS'] ?? 2);
const seed = Number(process.env['WHENCE_SEED'] ?? 1);

describePeer('A Neo4j behind a line that fails', canInstall('5.26'), () => {
  const folder = mkdtempSync(join(tmpdir(), 'whence-neo4j-faults-'));
  const home = join(folder, 'server');
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const target = { host: '127.0.0.1', port: 0 };
  let password: string;
  let proxy: FaultProxy;
  let place: Neo4jPlace;
  let expected: object;

  async function startServer(): Promise<void> {
    const server = await startNeo4j('5.26', home, process.pid);
    target.port = Number(new URL(server.uri).port);
    ({ password } = server);
  }

  beforeAll(async () => {
    await Promise.all([startServer(), makeExamplePlant(data, { units: 100 })]);
    expected = await embeddedOf(data);
    proxy = await startFaultProxy(target);
    writeFileSync(passwordFile, password);
    const uri = `bolt://${proxy.host}:${proxy.port}`;
    place = { uri, user: 'neo4j', database: 'neo4j', password: { file: passwordFile } };
  }, 300_000);

  afterAll(async () => {
    await proxy.close();
    await stopNeo4j(home);
    rmSync(folder, { recursive: true });
  });

  const shown = async (store: GraphStore): Promise<object> => ({
    head: await store.digest('head'),
    history: await store.digest('history'),
    size: await store.size(),
  });

  /** What the embedded store makes of the sources and the ledger of this folder. */
  async function embeddedOf(own: string): Promise<object> {
    const plant = await PlantService.open(own);
    await plant.takeIn();
    await plant.close();
    const store = openSqliteGraph(own, { readOnly: true });
    const found = await shown(store);
    await store.close();
    return found;
  }

  /** The plant's ledger read into the database in small batches, with whatever happens to `store` before each try. */
  async function readLedger(
    size: number,
    disturb: (batch: number) => void | Promise<void>,
  ): Promise<{ readonly failures: number }> {
    await dropNeo4jGraph(place);
    const copy = mkdtempSync(join(folder, 'copy-'));
    const ledger = openSqliteLedgerReader(data);
    const outcomes = openSqliteOutcomes(copy);
    const { seq, epoch } = ledger.head();
    let failures = 0;
    for (let batch = 0; outcomes.through() < seq;) {
      await disturb(batch);
      const store = openNeo4jGraph(place, { patience: 2000 });
      const before = outcomes.through();
      for (let failed = 0; outcomes.through() === before;) {
        try {
          await fitOutcomes(store, outcomes);
          const pipeline = createPipeline(
            {
              ledger: upTo(ledger, before + size),
              writer: createWriter(store, epoch),
              outcomes,
              people: examplePeople,
            },
            { records: size, events: 20_000 },
          );
          await pipeline.catchUp();
        } catch (error) {
          // A server that was killed may take minutes on a busy machine.
          if (!isPassing(error) || ++failed > 300) throw error;
          failures++;
          proxy.heal();
          await pause(Math.min(100 * failed, 1000));
        }
      }
      batch++;
      await store.close();
    }
    outcomes.close();
    ledger.close();
    return { ...(await kept()), failures };
  }

  test(`TP5 S3: cut or half-open ${cuts} times within a write, nothing is lost and nothing doubled`, async () => {
    const dice = new Dice(seed);
    const faultsBefore = proxy.injected();
    let left = cuts;
    while (left > 0) {
      const found = await readLedger(20, () => {
        if (left-- > 0) proxy.inject(randomFault(dice), 1);
      });
      expect(found).toEqual({ ...expected, failures: expect.any(Number) });
    }
    // Some are for more bytes than their batch has.
    expect(proxy.injected() - faultsBefore).toBeGreaterThanOrEqual(cuts * 0.8);
  }, 3_600_000);

  test(`TP5 S3: the server killed ${kills} times within a write and started again, nothing is lost and nothing doubled`, async () => {
    const dice = new Dice(seed);
    let left = kills;
    while (left > 0) {
      let restarted = Promise.resolve();
      const found = await readLedger(60, async (batch) => {
        await restarted;
        if (batch % 3 !== 1 || left === 0) return;
        left--;
        restarted = killWithin(dice.throw(50_000));
      });
      await restarted;
      expect(found).toEqual({ ...expected, failures: expect.any(Number) });
      expect(found.failures).toBeGreaterThan(0);
    }
  }, 3_600_000);

  /** Once the next write has sent so much. It comes back at another port: the line goes there. */
  async function killWithin(bytes: number): Promise<void> {
    const from = proxy.passed().up;
    while (proxy.passed().up < from + 3000 + bytes) await pause(1);
    await stopNeo4j(home, 'SIGKILL');
    await startServer();
  }

  /** The service on a ledger of its own, its graph in the database behind the line. */
  async function startService(own: string): Promise<PlantService> {
    const service = await PlantService.open(own, {
      WHENCE__STORE__NEO4J__URI: place.uri,
      WHENCE__STORE__NEO4J__PASSWORD__FILE: passwordFile,
    });
    services.push(service);
    return service;
  }

  // A test that fails leaves no line disturbed and no service running to the next.
  const services: PlantService[] = [];
  afterEach(async () => {
    proxy.heal();
    for (const service of services.splice(0)) await service.close();
  });

  /** Ledger, outcomes and sources of a data folder, without what is made of them. */
  function copyOf(of: string): string {
    const copy = mkdtempSync(join(folder, 'copy-'));
    cpSync(of, copy, { recursive: true, filter: (path) => !/^.(graph|flow)[.]/.test(path.slice(of.length)) });
    return copy;
  }

  const takeAway = (): void => {
    proxy.inject({ kind: 'refuse' });
    proxy.cutAll();
  };

  const kept = async (): Promise<object> => {
    const store = openNeo4jGraph(place, { readOnly: true });
    const found = await shown(store);
    await store.close();
    return found;
  };

  test('S6: a service started before its database says that it is not ready, and becomes ready by itself', async () => {
    await dropNeo4jGraph(place);
    const own = copyOf(data);
    takeAway();
    const plant = await startService(own);
    const early = await plant.ready();
    expect(early).toMatchObject({ httpStatus: 503, status: 'not ready' });
    expect(early.codes).toEqual(expect.arrayContaining(['STORE_UNAVAILABLE', 'NOT_READY']));
    proxy.heal();
    await plant.settled();
    await waitFor(async () => isWell(await plant.ready()));
    expect(await kept()).toEqual(expected);
    const whole = await plant.trace('FORWARD', startOf(own));
    await plant.close();
    // With an index from before it answers at once.
    takeAway();
    const again = await startService(own);
    expect(await again.ready()).toMatchObject({ httpStatus: 200, status: 'degraded' });
    const behind = await again.trace('FORWARD', startOf(own));
    expect(walked(behind)).toEqual(walked(whole));
    expect(textsOf(behind)).toContain(lag);
    proxy.heal();
    await waitFor(async () => isWell(await again.ready()));
    expect(await again.trace('FORWARD', startOf(own))).toEqual(whole);
  }, 180_000);

  test('S6: while the database is away the index answers and the ledger takes in; back again, all of it follows by itself', async () => {
    await dropNeo4jGraph(place);
    const own = copyOf(data);
    const plant = await startService(own);
    await plant.settled();
    const start = startOf(own);
    const before = await plant.trace('FORWARD', start);
    expect(textsOf(before)).not.toContain(lag);
    takeAway();
    cpSync(join(examplePlantOf(own), 'later'), examplePlantOf(own), { recursive: true });
    await plant.keep();
    const meanwhile = await plant.trace('FORWARD', start);
    expect(walked(meanwhile)).toEqual(walked(before));
    expect(meanwhile.position).toBe(before.position);
    expect(textsOf(meanwhile)).toContain(lag);
    const health = await plant.ready();
    expect(health).toMatchObject({ httpStatus: 200, status: 'degraded' });
    expect(health.codes).toContain('STORE_UNAVAILABLE');
    expect(health.ledgerPosition).toBeGreaterThan(Number(before.position));
    proxy.heal();
    await waitFor(async () => isWell(await plant.ready()));
    const after = await plant.trace('FORWARD', start);
    expect(after.position).toBe(String(health.ledgerPosition));
    expect(textsOf(after)).not.toContain(lag);
    await plant.close();
    expect(await kept()).toEqual(await embeddedOf(copyOf(own)));
  }, 180_000);

  test('a wrong password is refused by code, and the right one needs no restart', async () => {
    const store = openNeo4jGraph(place);
    writeFileSync(passwordFile, 'wrong');
    await expect(store.position()).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    writeFileSync(passwordFile, password);
    await waitFor(() =>
      store.position().then(
        () => true,
        () => false,
      ),
    );
    await store.close();
  });

  test('S2: of two writers started by mistake the one that was replaced commits nothing more', async () => {
    const [first, second] = [openNeo4jGraph(place), openNeo4jGraph(place)];
    const position = await first.position();
    await first.apply([], position + 1, 50);
    await second.apply([], position + 2, 50);
    await expect(first.apply([], position + 3, 50)).rejects.toMatchObject({ code: 'FENCED' });
    await expect(first.apply([], position + 3, 49)).rejects.toMatchObject({ code: 'FENCED' });
    await second.apply([], position + 3, 50);
    expect(await second.position()).toBe(position + 3);
    await Promise.all([first.close(), second.close()]);
  });

  test('a graph of an older schema is not touched; a rebuild makes it anew', async () => {
    const store = openNeo4jGraph(place);
    await store.position();
    await store.close();
    await setVersion(place, 1);
    const again = openNeo4jGraph(place);
    await expect(again.position()).rejects.toMatchObject({ code: 'GRAPH_VERSION' });
    await expect(again.apply([], 10_000, 99)).rejects.toMatchObject({ code: 'GRAPH_VERSION' });
    await dropNeo4jGraph(place);
    expect(await again.position()).toBe(0);
    await again.close();
  });

  async function setVersion({ uri, user, database }: Neo4jPlace, version: number): Promise<void> {
    const { default: neo4j } = await import('neo4j-driver');
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
    await driver.executeQuery(
      'MATCH (g:GenealogyGraph) SET g.version = toInteger($version)',
      { version },
      { database },
    );
    await driver.close();
  }
});

const startOf = (own: string): string =>
  (JSON.parse(readFileSync(join(examplePlantOf(own), 'truth.json'), 'utf8')) as Truth).question.start;

interface Truth {
  readonly question: { readonly start: string };
}

const lag = 'The graph store does not answer.';

/** What an answer says without the attributes, which only the store has. */
const walked = ({ rows }: WholeAnswer): readonly object[] =>
  rows.map(({ id, keys, depth, inclusion }) => ({ id, keys, depth, inclusion }));

const textsOf = ({ completeness }: WholeAnswer): string => JSON.stringify(completeness.gaps);

/** Nothing of the store or the index is amiss, and the graph has all that the ledger has; what the disk is like is no matter here. */
const isWell = ({ codes, ledgerPosition, appliedPosition }: Ready): boolean =>
  codes.every((code) => code.startsWith('DISK_')) && appliedPosition === ledgerPosition;

/** The same ledger as if it ended there. */
function upTo(ledger: LedgerReader, last: number): LedgerReader {
  const head = (): LedgerHead => ({ ...ledger.head(), seq: Math.min(last, ledger.head().seq) });
  return new Proxy(ledger, {
    get(of, name: keyof LedgerReader) {
      return name === 'head' ? head : (of[name].bind(of) as unknown);
    },
  });
}

/** Somewhere behind the greetings: within the statements of a batch, or before the reply to its commit. */
function randomFault(dice: Dice): Fault {
  const way = dice.pick(['up', 'down'] as const);
  const after = way === 'up' ? 3000 + dice.throw(25_000) : 900 + dice.throw(2500);
  if (dice.chance(25)) return { kind: 'half-open', way, after };
  return { kind: 'cut', way, after, reset: dice.chance(50) };
}

async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isTrue()) return;
    await pause(100);
  }
  throw new Error('It did not come about within a minute.');
}
