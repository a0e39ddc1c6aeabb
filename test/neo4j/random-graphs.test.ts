import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { FlowIndex } from '../../graph/flow/flow-index.ts';
import type { GraphChange } from '../../graph/store/changes.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { indexAround } from '../../trace/surroundings.ts';
import type { WalkedStore } from '../../trace/surroundings.ts';
import type { Flow } from '../plants/pages.ts';
import { differenceOn, draw } from '../trace/compare-kernels.ts';
import type { Drawn } from '../trace/compare-kernels.ts';
import { apart, changesOf, later, positionsOfOne } from './many-graphs.ts';
import { describeNeo4j } from './describe-neo4j.ts';
import type { Neo4jGround } from './describe-neo4j.ts';
import { supernode } from './supernode.ts';

// TP10. WHENCE_NEO4J_RANDOM sets another number of graphs than that of every test run; 10,000 take minutes.
const graphs = Number(env['WHENCE_NEO4J_RANDOM'] ?? 300);
const firstSeed = Number(env['WHENCE_SEED'] ?? 1);
/** At the same positions: one transaction, and one index to walk. */
const together = 100;
/** Questions asked of the store alone: every level is a call. */
const alone = Math.min(graphs, Number(env['WHENCE_NEO4J_ALONE'] ?? 15));
/** An index of all takes far longer a question. */
const askedOfAll = 50;
const longest = 600_000 + graphs * 200;

/** Graphs that lie at the positions after `after`. */
interface Lot {
  readonly after: number;
  readonly drawn: readonly Drawn[];
}

function drawLot(number: number): Lot {
  const after = number * positionsOfOne;
  const first = firstSeed + number * together;
  const seeds = Array.from({ length: Math.min(together, graphs - number * together) }, (_, i) => first + i);
  const drawn = seeds.flatMap((seed) => draw(seed, (flow) => apart(seed, flow)) ?? []);
  return { after, drawn: drawn.map((one) => later(one, after)) };
}

describeNeo4j(`${graphs} random graphs in one database`, (ground: () => Neo4jGround) => {
  const folder = mkdtempSync(join(tmpdir(), 'whence-random-'));
  let lots: readonly Lot[];
  let stores: Readonly<Record<'memory' | 'sqlite' | 'neo4j', GraphStore>>;

  beforeAll(async () => {
    lots = Array.from({ length: Math.ceil(graphs / together) }, (_, number) => drawLot(number));
    stores = { memory: createMemoryGraph(), sqlite: openSqliteGraph(folder), neo4j: openNeo4jGraph(ground().place) };
    for (const { after, drawn } of lots) {
      const flows = drawn.map(({ flow }) => flow);
      await write(after === 0 ? [...flows, supernode(3000)] : flows, after);
    }
  }, longest);

  async function write(flows: readonly Flow[], after: number): Promise<void> {
    const byPosition = new Map<number, GraphChange[]>();
    for (const flow of flows)
      for (const [position, changes] of changesOf(flow))
        byPosition.set(position, [...(byPosition.get(position) ?? []), ...changes]);
    for (let position = after + 1; position <= after + positionsOfOne; position++) {
      const changes = byPosition.get(position) ?? [];
      byPosition.delete(position);
      for (const store of Object.values(stores)) {
        await store.apply(changes, position, 1);
        // What was applied is not applied again.
        await store.apply(changes, position, 1);
      }
    }
    expect(byPosition.size).toBe(0);
  }

  afterAll(async () => {
    for (const store of Object.values(stores)) await store.close();
    rmSync(folder, { recursive: true });
  });

  async function indexOf(after: number, upTo: number): Promise<FlowIndex> {
    const index = new FlowIndex();
    for await (const page of stores.neo4j.changes(after, upTo)) index.apply(page);
    index.merge();
    return index;
  }

  function mustWalkAsThePageSays(index: FlowIndex, drawn: readonly Drawn[]): void {
    for (const one of drawn)
      for (const question of one.questions) expect(differenceOn(index, one, question)).toBeUndefined();
  }

  test.each(['head', 'history'] as const)(
    'G3 S3: the %s digest is the same in memory, SQLite and Neo4j',
    async (kind) => {
      const memory = await stores.memory.digest(kind);
      expect(await stores.sqlite.digest(kind)).toBe(memory);
      expect(await stores.neo4j.digest(kind)).toBe(memory);
      expect(await stores.neo4j.size()).toEqual(await stores.memory.size());
    },
    longest,
  );

  test(
    'TP10: the index filled from Neo4j walks as the page says',
    async () => {
      for (const { after, drawn } of lots) mustWalkAsThePageSays(await indexOf(after, after + positionsOfOne), drawn);
    },
    longest,
  );

  test(
    'TP10: so does one of all graphs',
    async () => {
      const index = await indexOf(0, lots.length * positionsOfOne);
      mustWalkAsThePageSays(
        index,
        lots.flatMap(({ drawn }) => drawn.filter((_, i) => i % askedOfAll === 0)),
      );
    },
    longest,
  );

  describe('TP10: without an index the kernel finds the same', () => {
    const differences = async (store: WalkedStore, few: readonly Drawn[]): Promise<readonly unknown[]> => {
      const found: unknown[] = [];
      for (const one of few)
        for (const question of one.questions) {
          const { known, validAt, ...rest } = question;
          const asOf = { known, ...(validAt === undefined ? {} : { validAt }) };
          const { index } = await indexAround(store, question.view, { ...rest, asOf, budget: { nodes: 20_000 } });
          found.push(differenceOn(index, one, question));
        }
      return found.filter((difference) => difference !== undefined);
    };

    test(
      'by one walk within Neo4j a question',
      async () => {
        expect(await differences(stores.neo4j, lots[0]!.drawn.slice(0, 4 * alone))).toEqual([]);
      },
      longest,
    );

    test(
      'level by level from Neo4j',
      async () => {
        const { reach: _, ...levels } = stores.neo4j;
        expect(await differences(levels, lots[0]!.drawn.slice(0, alone))).toEqual([]);
      },
      longest,
    );
  });
});
