import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import type { Outcomes } from '../../graph/ledger/outcomes.ts';
import { openSqliteOutcomes } from '../../graph/ledger/sqlite/sqlite-outcomes.ts';
import { KeptBookmarks } from '../../graph/store/kept-bookmarks.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { Neo4jGraphOptions } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { searchDocument } from '../../src/cli/documents.ts';
import { examplePlantOf, makeExamplePlant } from '../../src/example-plant.ts';
import { PlantService } from '../plant/plant-service.ts';
import { foreignBookmark, laterBookmark } from './bookmark-text.ts';
import { describeNeo4j } from './describe-neo4j.ts';
import type { Neo4jGround } from './describe-neo4j.ts';
import { neo4jSettings } from './neo4j-settings.ts';

// One server has whatever it has committed, so that nothing is ever behind there. A bookmark of its next transaction shows who
// waits for what: a member of a cluster that lags stands the same way to a bookmark that the leader gave.

describeNeo4j('Bookmarks kept with the watermark', (ground) => {
  storesWaitFor(ground);
  servicesWaitFor(ground);
});
describeNeo4j('Bookmarks kept with the watermark', storesWaitFor, '2026');

/** By somebody else; gives the bookmark of the newest transaction. */
async function commit({ driver, place }: Neo4jGround): Promise<string> {
  const session = driver.session({ database: place.database });
  await session.executeWrite((tx) => tx.run('MERGE (m:WhenceTestGround) SET m.commits = coalesce(m.commits, 0) + 1'));
  const [bookmark] = session.lastBookmarks();
  await session.close();
  return bookmark!;
}

/** Seen a while later; goes on only after the next transaction. */
async function waitsUntil<T>(next: () => Promise<unknown>, work: Promise<T>): Promise<T> {
  expect(await Promise.race([work, pause(500, 'waits')])).toBe('waits');
  await next();
  return work;
}

function storesWaitFor(ground: () => Neo4jGround): void {
  const stores: GraphStore[] = [];

  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });

  function open(options: Neo4jGraphOptions): GraphStore {
    const store = openNeo4jGraph(ground().place, options);
    stores.push(store);
    return store;
  }

  let writer: GraphStore;
  let outcomes: Outcomes;
  let kept: KeptBookmarks;
  let position: number;

  beforeEach(async () => {
    outcomes = createMemoryOutcomes();
    kept = new KeptBookmarks(outcomes);
    writer = open({ bookmarks: kept });
    position = (await writer.position()) + 1;
    await writer.apply([], position, 1);
    outcomes.write([], position, kept.stages());
  });

  test('the writer keeps that of its last commit; a reader waits for no later one', async () => {
    const before = await commit(ground());
    await writer.apply([], position + 1, 1);
    outcomes.write([], position + 1, kept.stages());
    expect(kept.kept().map((bookmark) => laterBookmark(bookmark, 0))).toEqual([laterBookmark(before, 1)]);
    expect(await open({ readOnly: true, bookmarks: kept }).position()).toBe(position + 1);
  });

  test('a reader sees what is written by the transaction that is kept', async () => {
    const reader = open({ readOnly: true, bookmarks: keeping(laterBookmark(kept.kept()[0]!, 1)) });
    const next = () => writer.apply([], position + 1, 1);
    expect(await waitsUntil(next, reader.position())).toBe(position + 1);
  });

  test.each<[string, (own: string) => string]>([
    ['that is none', () => 'FB:none'],
    ['of a database that is nowhere', foreignBookmark],
    ['of a time that the database has lost', (own) => laterBookmark(own, 100_000)],
  ])('one %s does no harm, and the writer goes on', async (_, of) => {
    const options = { bookmarks: keeping(of(kept.kept()[0]!)), patience: 5000 };
    const reader = open({ ...options, readOnly: true });
    expect(await reader.position()).toBe(position);
    const next = open(options);
    await next.apply([], position + 1, 1);
    expect(await next.position()).toBe(position + 1);
    expect(await reader.position()).toBe(position + 1);
  });
}

function servicesWaitFor(ground: () => Neo4jGround): void {
  test('every thread of a service waits for what is kept, and so does its next start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whence-bookmarks-'));
    const start = () => PlantService.open(folder, neo4jSettings(ground().place));
    const keep = (bookmark: string): void => {
      const outcomes = openSqliteOutcomes(folder);
      expect(new KeptBookmarks(outcomes).kept()).toHaveLength(1);
      outcomes.write([], outcomes.through(), new Map([['bookmarks', JSON.stringify([bookmark])]]));
      outcomes.close();
    };
    const later = async <T>(work: () => Promise<T>): Promise<T> => {
      keep(laterBookmark(await commit(ground()), 1));
      return waitsUntil(() => commit(ground()), work());
    };
    await ground().empty();
    await makeExamplePlant(folder, { units: 40 });
    let plant = await start();
    try {
      await plant.takeIn();
      const { question } = JSON.parse(readFileSync(join(examplePlantOf(folder), 'truth.json'), 'utf8')) as Truth;
      const trace = () => plant.trace('FORWARD', question.start);
      const find = () => plant.query(searchDocument, { text: '1', first: 5 });
      const [answer, found] = [await trace(), await find()];
      expect(await later(trace)).toEqual(answer);
      expect(await later(find)).toEqual(found);
      await plant.close();
      plant = await later(start);
      expect(await trace()).toEqual(answer);
    } finally {
      await plant.close();
      rmSync(folder, { recursive: true });
    }
  }, 300_000);
}

interface Truth {
  readonly question: { readonly start: string };
}

/** As if a writer had kept it. */
function keeping(bookmark: string): KeptBookmarks {
  const outcomes = createMemoryOutcomes();
  outcomes.write([], 1, new Map([['bookmarks', JSON.stringify([bookmark])]]));
  return new KeptBookmarks(outcomes);
}
