import { expect, test } from '@jest/globals';
import { exampleEvent, unit } from '../../graph/events/examples/frame.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import { showHistory } from './history.ts';

const view = viewOfEverything();
const thing = unit('VALVE-9', 'S1');
const twin = unit('VALVE-9', 'S1-LABEL');
const keys = [objectKey(thing), objectKey(twin)];

/** Two keys of one thing; records that state one event, and one that states many at one ledger position. */
async function storeWith(perRecord: readonly number[]): Promise<GraphStore> {
  const store = createMemoryGraph();
  const writer = createWriter(store, 1);
  for (const [i, count] of perRecord.entries()) {
    const recordedAt = i + 1;
    const events = Array.from({ length: count }, (_, n) => {
      const of = n % 3 === 0 ? twin : thing;
      const verb = n % 2 === 0 ? 'inspect' : 'move';
      const recordKey = `r${recordedAt}.${n}`;
      const event =
        verb === 'inspect'
          ? exampleEvent('inspect', recordKey, { subjects: [{ object: of }, { object: thing }] })
          : exampleEvent('move', recordKey, { things: [{ thing: of }] });
      return { event: { ...event, source: { ...event.source, record: recordedAt } }, recordedAt };
    });
    await writer.apply(events, recordedAt);
  }
  return store;
}

async function chain(store: GraphStore, first: number, verbs?: ReadonlySet<string>): Promise<readonly string[]> {
  const seen: string[] = [];
  const asOf = { position: await store.position() };
  for (let after: string | undefined, more = true; more;) {
    const page = await showHistory(
      { view, store },
      asOf,
      keys,
      { first, ...(after === undefined ? {} : { after }) },
      verbs,
    );
    expect(page.rows.length).toBeLessThanOrEqual(first);
    seen.push(...page.rows.map(({ id }) => id));
    ({ endCursor: after, hasNextPage: more } = page.pageInfo);
  }
  return seen;
}

test.each([[[1, 1, 1]], [[30]], [[7, 25, 1, 40, 2]], [[210, 1]], [[0, 1, 0, 230]]])(
  'A3: with %j events a record, any page size gives each event once, newest record first',
  async (perRecord) => {
    const store = await storeWith(perRecord);
    const all = await chain(store, 1000);
    expect(new Set(all).size).toBe(perRecord.reduce((a, b) => a + b, 0));
    for (const first of [1, 7, 100]) expect(await chain(store, first)).toEqual(all);
  },
);

test('some verbs only: the others are passed over, also where they fill whole batches', async () => {
  const store = await storeWith([5, 211, 4]);
  const moves = await chain(store, 10, new Set(['move']));
  expect(new Set(moves).size).toBe(2 + 105 + 2);
  expect(await chain(store, 1, new Set(['move']))).toEqual(moves);
  expect(await chain(store, 5, new Set(['ship']))).toEqual([]);
});
