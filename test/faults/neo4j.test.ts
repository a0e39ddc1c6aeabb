import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
import { isPassing } from '../../ingest/pipeline-messages.ts';
import { fitOutcomes } from '../../ingest/pipeline/fit-outcomes.ts';
import { makeExamplePlant } from '../../src/example-plant.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstall } from '../peers/neo4j-install.ts';
import { startNeo4j, stopNeo4j } from '../peers/neo4j-process.ts';
import { PlantService } from '../plant/plant-service.ts';
import { Dice } from '../plants/dice.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { Fault, FaultProxy } from './fault-proxy.ts';

// TP5. WHENCE_NEO4J_CUTS and WHENCE_SEED set other figures than those of every test run.
const cuts = Number(process.env['WHENCE_NEO4J_CUTS'] ?? 20);
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
    const plant = await PlantService.open(data);
    await plant.takeIn();
    await plant.close();
    const embedded = openSqliteGraph(data, { readOnly: true });
    expected = await shown(embedded);
    await embedded.close();
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

  /** The plant's ledger read into the database in small batches, with whatever happens to `store` before each try. */
  async function readLedger(disturb: (batch: number) => void | Promise<void>): Promise<object> {
    await dropNeo4jGraph(place);
    const copy = mkdtempSync(join(folder, 'copy-'));
    const ledger = openSqliteLedgerReader(data);
    const outcomes = openSqliteOutcomes(copy);
    const { seq, epoch } = ledger.head();
    let failures = 0;
    for (let batch = 0; outcomes.through() < seq;) {
      await disturb(batch);
      const store = openNeo4jGraph(place, { patience: 4000 });
      const before = outcomes.through();
      for (let tries = 0; outcomes.through() === before; tries++) {
        try {
          await fitOutcomes(store, outcomes);
          const pipeline = createPipeline(
            {
              ledger: upTo(ledger, before + size),
              writer: createWriter(store, epoch),
              outcomes,
              people: examplePeople,
            },
            limits,
          );
          await pipeline.catchUp();
        } catch (error) {
          if (!isPassing(error) || tries > 600) throw error;
          failures++;
          proxy.heal();
          await pause(100);
        }
      }
      batch++;
      await store.close();
    }
    outcomes.close();
    ledger.close();
    const store = openNeo4jGraph(place, { readOnly: true });
    const found = await shown(store);
    await store.close();
    return { ...found, failures };
  }

  test(`TP5 S3: cut or half-open ${cuts} times within a write, nothing is lost and nothing doubled`, async () => {
    const dice = new Dice(seed);
    const faultsBefore = proxy.injected();
    let left = cuts;
    const found = await readLedger(() => {
      if (left-- <= 0) return;
      proxy.inject(randomFault(dice), 1);
    });
    expect(proxy.injected() - faultsBefore).toBeGreaterThanOrEqual(Math.min(cuts, 20) * 0.8);
    expect(found).toEqual({ ...expected, failures: expect.any(Number) });
  }, 3_600_000);

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

const size = 20;
const limits = { records: size, events: 20_000 };

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
  for (let tries = 0; tries < 300; tries++) {
    if (await isTrue()) return;
    await pause(100);
  }
  throw new Error('It did not come about within half a minute.');
}
