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
import { differenceOn, draw } from '../trace/compare-kernels.ts';
import type { Drawn } from '../trace/compare-kernels.ts';
import { apart, changesOf } from './many-graphs.ts';
import { describeNeo4j } from './describe-neo4j.ts';
import type { Neo4jGround } from './describe-neo4j.ts';
import { supernode } from './supernode.ts';

// TP10. WHENCE_NEO4J_RANDOM sets another number of graphs than that of every test run.
const graphs = Number(env['WHENCE_NEO4J_RANDOM'] ?? 300);
const firstSeed = Number(env['WHENCE_SEED'] ?? 1);
/** Questions asked of the store alone: every level is a call. */
const alone = Math.min(graphs, Number(env['WHENCE_NEO4J_ALONE'] ?? 15));

describeNeo4j(`${graphs} random graphs in one database`, (ground: () => Neo4jGround) => {
  const folder = mkdtempSync(join(tmpdir(), 'whence-random-'));
  let drawn: readonly Drawn[];
  let stores: Readonly<Record<'memory' | 'sqlite' | 'neo4j', GraphStore>>;
  let last: number;

  beforeAll(async () => {
    drawn = Array.from({ length: graphs }, (_, i) => firstSeed + i).flatMap(
      (seed) => draw(seed, (flow) => apart(seed, flow)) ?? [],
    );
    stores = { memory: createMemoryGraph(), sqlite: openSqliteGraph(folder), neo4j: openNeo4jGraph(ground().place) };
    const byPosition = new Map<number, GraphChange[]>();
    for (const flow of [...drawn.map((one) => one.flow), supernode(3000)])
      for (const [position, changes] of changesOf(flow))
        byPosition.set(position, [...(byPosition.get(position) ?? []), ...changes]);
    last = Math.max(...byPosition.keys());
    for (let position = 1; position <= last; position++) {
      const changes = byPosition.get(position) ?? [];
      for (const store of Object.values(stores)) {
        await store.apply(changes, position, 1);
        // What was applied is not applied again.
        await store.apply(changes, position, 1);
      }
    }
  }, 600_000);

  afterAll(async () => {
    for (const store of Object.values(stores)) await store.close();
    rmSync(folder, { recursive: true });
  });

  test.each(['head', 'history'] as const)(
    'G3 S3: the %s digest is the same in memory, SQLite and Neo4j',
    async (kind) => {
      const memory = await stores.memory.digest(kind);
      expect(await stores.sqlite.digest(kind)).toBe(memory);
      expect(await stores.neo4j.digest(kind)).toBe(memory);
      expect(await stores.neo4j.size()).toEqual(await stores.memory.size());
    },
  );

  test('TP10: the index filled from Neo4j walks as the page says', async () => {
    const index = new FlowIndex();
    for await (const page of stores.neo4j.changes(0, last)) index.apply(page);
    index.merge();
    for (const one of drawn)
      for (const question of one.questions) expect(differenceOn(index, one, question)).toBeUndefined();
  });

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

    test('by one walk within Neo4j a question', async () => {
      expect(await differences(stores.neo4j, drawn.slice(0, 4 * alone))).toEqual([]);
    });

    test('level by level from Neo4j', async () => {
      const { reach: _, ...levels } = stores.neo4j;
      expect(await differences(levels, drawn.slice(0, alone))).toEqual([]);
    });
  });
});
