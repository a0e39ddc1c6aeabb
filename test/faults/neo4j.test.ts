import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { copyFileSync, cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { dropNeo4jGraph } from '../../graph/store/neo4j/drop-graph.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { Neo4jPlace } from '../../graph/store/neo4j/neo4j-place.ts';
import { sourcesDocument } from '../../src/cli/documents.ts';
import { ask, httpDoor } from '../../src/cli/door.ts';
import { examplePlantOf } from '../../src/example-plant.ts';
import { RunningService } from '../kill/running-service.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstall } from '../peers/neo4j-install.ts';
import { runWith } from '../plants/command-line.ts';
import { Dice } from '../plants/dice.ts';
import { isWell, lag, startOf, textsOf, waitFor, walked } from './degraded-answers.ts';
import type { Cutting } from './fault-proxy.ts';
import { Neo4jBehindLine } from './neo4j-behind-line.ts';
import { readLedger } from './read-ledger.ts';

// TP5. WHENCE_NEO4J_CUTS, WHENCE_NEO4J_KILLS and WHENCE_SEED set other figures than those of every test run.
const cuts = Number(process.env['WHENCE_NEO4J_CUTS'] ?? 20);
const kills = Number(process.env['WHENCE_NEO4J_KILLS'] ?? 2);
const seed = Number(process.env['WHENCE_SEED'] ?? 1);

describePeer('A Neo4j behind a line that fails', canInstall('5.26'), () => {
  const neo4j = new Neo4jBehindLine();

  beforeAll(() => neo4j.open(100), 300_000);
  afterEach(() => neo4j.calm());
  afterAll(() => neo4j.close());

  test(`TP5 S3: cut or half-open ${cuts} times within a write, nothing is lost and nothing doubled`, async () => {
    const { proxy } = neo4j;
    const dice = new Dice(seed);
    const before = proxy.injected();
    const isEnough = (): boolean => proxy.injected() - before >= cuts;
    const limits = batches(20, isEnough);
    while (!isEnough()) {
      const usual = new UsualWrite(neo4j);
      const found = await readLedger(neo4j, limits, async (write) => {
        if (isEnough() || !usual.isKnown) return usual.measure(write);
        proxy.strike(randomFault(dice, usual));
        await write().finally(() => proxy.heal());
      });
      expect(found).toEqual({ ...neo4j.expected, failures: expect.any(Number) });
    }
    expect(proxy.injected() - before).toBe(cuts);
  }, 7_200_000);

  test(`TP5 S3: the server killed ${kills} times within a write and started again, nothing is lost and nothing doubled`, async () => {
    const dice = new Dice(seed);
    let killed = 0;
    const limits = batches(60, () => killed >= kills);
    while (killed < kills) {
      let batch = 0;
      let restarted = Promise.resolve();
      const usual = new UsualWrite(neo4j);
      const found = await readLedger(neo4j, limits, async (write) => {
        await restarted;
        if (batch++ % 3 !== 1 || killed >= kills) return usual.measure(write);
        const writing = { isOver: false };
        restarted = killWithin(dice.throw(usual.up), writing).then((isWithin) => void (killed += isWithin ? 1 : 0));
        await write().finally(() => (writing.isOver = true));
      });
      await restarted;
      expect(found).toEqual({ ...neo4j.expected, failures: expect.any(Number) });
    }
    expect(killed).toBe(kills);
  }, 7_200_000);

  /** Once so much of a write has been sent; whether it was not over yet. */
  async function killWithin(bytes: number, writing: { readonly isOver: boolean }): Promise<boolean> {
    const { proxy } = neo4j;
    const from = proxy.passed().up;
    while (proxy.passed().up < from + bytes && !writing.isOver) await pause(1);
    const isWithin = !writing.isOver;
    await neo4j.killServer();
    await neo4j.startServer();
    return isWithin;
  }

  test('S6: a service started before its database says that it is not ready, and becomes ready by itself', async () => {
    await dropNeo4jGraph(neo4j.place);
    const own = neo4j.copyOf(neo4j.data);
    neo4j.takeAway();
    const plant = await neo4j.startService(own);
    const early = await plant.ready();
    expect(early).toMatchObject({ httpStatus: 503, status: 'not ready' });
    expect(early.codes).toEqual(expect.arrayContaining(['STORE_UNAVAILABLE', 'NOT_READY']));
    neo4j.proxy.heal();
    await plant.settled();
    await waitFor(async () => isWell(await plant.ready()));
    expect(await neo4j.kept()).toEqual(neo4j.expected);
    const whole = await plant.trace('FORWARD', startOf(own));
    await plant.close();
    // With an index from before it answers at once.
    neo4j.takeAway();
    const again = await neo4j.startService(own);
    expect(await again.ready()).toMatchObject({ httpStatus: 200, status: 'degraded' });
    const behind = await again.trace('FORWARD', startOf(own));
    expect(walked(behind)).toEqual(walked(whole));
    expect(textsOf(behind)).toContain(lag);
    neo4j.proxy.heal();
    await waitFor(async () => isWell(await again.ready()));
    expect(await again.trace('FORWARD', startOf(own))).toEqual(whole);
  }, 180_000);

  test('S6: while the database is away the index answers and the ledger takes in; back again, all of it follows by itself', async () => {
    await dropNeo4jGraph(neo4j.place);
    const own = neo4j.copyOf(neo4j.data);
    const plant = await neo4j.startService(own);
    await plant.settled();
    const start = startOf(own);
    const before = await plant.trace('FORWARD', start);
    expect(textsOf(before)).not.toContain(lag);
    neo4j.takeAway();
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
    neo4j.proxy.heal();
    await waitFor(async () => isWell(await plant.ready()));
    const after = await plant.trace('FORWARD', start);
    expect(after.position).toBe(String(health.ledgerPosition));
    expect(textsOf(after)).not.toContain(lag);
    await plant.close();
    expect(await neo4j.kept()).toEqual(await neo4j.embeddedOf(neo4j.copyOf(own)));
  }, 180_000);

  test('S6: ended while the database is away, the service starts again with the index that it had', async () => {
    await dropNeo4jGraph(neo4j.place);
    const own = neo4j.copyOf(neo4j.data);
    const plant = await neo4j.startService(own);
    await plant.settled();
    const before = await plant.trace('FORWARD', startOf(own));
    neo4j.takeAway();
    await plant.close();
    const again = await neo4j.startService(own);
    expect(await again.ready()).toMatchObject({ httpStatus: 200, status: 'degraded' });
    expect(walked(await again.trace('FORWARD', startOf(own)))).toEqual(walked(before));
    await again.close();
    // A command by itself does not wait for ever.
    const told = await runWith(neo4j.settings(), own, 'trace', 'forward', startOf(own), '--data', own);
    expect(told.errors).toContain('STORE_UNAVAILABLE');
    expect(told.out).toContain(lag);
  }, 180_000);

  test('S6: a service that never saw its database follows its sources, and says what the ledger has', async () => {
    await dropNeo4jGraph(neo4j.place);
    const own = neo4j.copyOf(neo4j.data);
    neo4j.takeAway();
    const service = new RunningService(own, neo4j.settings());
    try {
      const door = httpDoor(await service.url);
      const mes = async (): Promise<Source> => {
        const { sources } = await ask<{ sources: readonly Source[] }>(door, sourcesDocument);
        return sources.find(({ id }) => id === 'mes')!;
      };
      const first = await mes();
      expect(first.appliedPosition).toBe('0');
      let { records } = first;
      // One after the other: the second can only be found by following.
      for (const file of readdirSync(join(examplePlantOf(own), 'later/mes')).sort()) {
        copyFileSync(join(examplePlantOf(own), 'later/mes', file), join(examplePlantOf(own), 'mes', file));
        await waitFor(async () => (await mes()).records > records);
        ({ records } = await mes());
      }
      neo4j.proxy.heal();
      await service.ready;
      await waitFor(async () => Number((await mes()).appliedPosition) >= Number((await mes()).lastRecord));
      expect(service.said()).toContain(`${records - first.records} records taken in`);
    } finally {
      await service.stop();
    }
    expect(await neo4j.kept()).toEqual(await neo4j.embeddedOf(neo4j.copyOf(own)));
  }, 180_000);

  test('a wrong password is refused by code, and the right one needs no restart', async () => {
    const store = openNeo4jGraph(neo4j.place);
    writeFileSync(neo4j.passwordFile, 'wrong');
    await expect(store.position()).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    writeFileSync(neo4j.passwordFile, neo4j.password);
    await waitFor(() =>
      store.position().then(
        () => true,
        () => false,
      ),
    );
    await store.close();
  });

  test('S2: of two writers started by mistake the one that was replaced commits nothing more', async () => {
    const [first, second] = [openNeo4jGraph(neo4j.place), openNeo4jGraph(neo4j.place)];
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
    const store = openNeo4jGraph(neo4j.place);
    await store.position();
    await store.close();
    await setVersion(neo4j.place, 1);
    const again = openNeo4jGraph(neo4j.place);
    await expect(again.position()).rejects.toMatchObject({ code: 'GRAPH_VERSION' });
    await expect(again.apply([], 10_000, 99)).rejects.toMatchObject({ code: 'GRAPH_VERSION' });
    await dropNeo4jGraph(neo4j.place);
    expect(await again.position()).toBe(0);
    await again.close();
  });

  async function setVersion({ uri, user, database }: Neo4jPlace, version: number): Promise<void> {
    const { default: driverOf } = await import('neo4j-driver');
    const driver = driverOf.driver(uri, driverOf.auth.basic(user, neo4j.password));
    await driver.executeQuery(
      'MATCH (g:GenealogyGraph) SET g.version = toInteger($version)',
      { version },
      { database },
    );
    await driver.close();
  }
});

/** Positions are texts, as the API says them. */
interface Source {
  readonly id: string;
  readonly records: number;
  readonly lastRecord: string;
  readonly appliedPosition: string;
}

/** Small ones, as long as there is something to happen to them. */
const batches = (records: number, isOver: () => boolean) => ({
  get records() {
    return isOver() ? 1000 : records;
  },
  events: 20_000,
});

/** How many bytes a write sends and gets, as one undisturbed had it. */
class UsualWrite {
  up = 0;
  down = 0;
  readonly #neo4j: Neo4jBehindLine;

  constructor(neo4j: Neo4jBehindLine) {
    this.#neo4j = neo4j;
  }

  get isKnown(): boolean {
    return this.up > 0;
  }

  async measure(write: () => Promise<void>): Promise<void> {
    const before = this.#neo4j.proxy.passed();
    await write();
    const { up, down } = this.#neo4j.proxy.passed();
    [this.up, this.down] = [up - before.up, down - before.down];
  }
}

// The reply to a commit: after it is lost, nobody knows whether it was done.
const lastReply = 80;

/** Somewhere in a write: within its statements, or in their replies, often that to the commit. */
function randomFault(dice: Dice, { up, down }: UsualWrite): Cutting {
  const way = dice.pick(['up', 'down'] as const);
  const isLast = dice.chance(40);
  const after = way === 'up' ? dice.throw(up) : isLast ? down - dice.throw(lastReply) : dice.throw(down);
  if (dice.chance(25)) return { kind: 'half-open', way, after };
  return { kind: 'cut', way, after, reset: dice.chance(50) };
}
