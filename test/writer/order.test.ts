import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validateEvent } from '../../graph/events/validate.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import type { EventResult } from '../../graph/writer/editions.ts';
import { anyRecord, landed, plainRecord, revisedRecord } from '../plants/random-records.ts';
import type { PlantRecord } from '../plants/random-records.ts';

const records = fc.array(anyRecord, { maxLength: 14 });

/** The graph of the records, written in batches of so many records. */
async function written(of: readonly PlantRecord[], batch = of.length || 1): Promise<GraphStore> {
  const graph = createMemoryGraph();
  await write(graph, of, batch);
  return graph;
}

async function write(graph: GraphStore, of: readonly PlantRecord[], batch: number): Promise<readonly EventResult[]> {
  const writer = createWriter(graph, 1);
  const results: EventResult[] = [];
  for (let i = 0; i < of.length; i += batch) {
    const part = of.slice(i, i + batch);
    results.push(...(await writer.apply(landed(part, i + 1), i + part.length)));
  }
  return results;
}

const headOf = async (of: readonly PlantRecord[]): Promise<string> => (await written(of)).digest('head');

describe('the order of records', () => {
  test('the plant of these tests says only what is valid', () => {
    fc.assert(
      fc.property(anyRecord, (record) =>
        landed([record]).every(({ event }) => validateEvent(event).problems === undefined),
      ),
    );
  });

  test('M1: any order, any number of times, gives the same head', async () => {
    const shuffled = records.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }), fc.subarray(some)),
    );
    const property = fc.asyncProperty(shuffled, async ([some, order, again]) => {
      expect(await headOf([...order, ...again])).toBe(await headOf(some));
    });
    await fc.assert(property, { numRuns: 1500 });
  });

  test('S3: batches of any size give the same history, and a batch given again changes nothing and says the same', async () => {
    const property = fc.asyncProperty(
      records,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      async (some, size, other) => {
        const graph = createMemoryGraph();
        const results = await write(graph, some, size);
        const history = await graph.digest('history');
        expect(await (await written(some)).digest('history')).toBe(history);
        expect(await write(graph, some, other)).toEqual(results);
        expect(await graph.digest('history')).toBe(history);
        expect(await write(createMemoryGraph(), some, other)).toEqual(results);
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });

  test('M6: retracting a record leaves the graph as if it had never been, except in the past', async () => {
    const uncorrected = fc.array(fc.oneof(plainRecord, revisedRecord), { minLength: 1, maxLength: 10 });
    const property = fc.asyncProperty(uncorrected, fc.nat(), fc.nat(), async (some, which, where) => {
      const { recordKey } = some[which % some.length]!;
      const retraction = {
        recordKey: 'fix:1',
        view: 'common',
        says: [{ verb: 'correct' as const, fields: { kind: 'didNotOccur', target: { recordKey } } }],
      };
      const place = where % (some.length + 1);
      const graph = await written(some.toSpliced(place, 0, retraction));
      expect(await graph.digest('head')).toBe(await headOf(some.filter((record) => record.recordKey !== recordKey)));
      const restored = {
        ...retraction,
        recordKey: 'fix:2',
        says: [{ verb: 'correct' as const, fields: { kind: 'didNotOccur', target: { recordKey: 'fix:1' } } }],
      };
      expect(await headOf([...some.toSpliced(place, 0, retraction), restored])).toBe(await headOf(some));
    });
    await fc.assert(property, { numRuns: 500 });
  });

  test('at most one statement of an event counts at any position', async () => {
    const property = fc.asyncProperty(records, async (some) => {
      const graph = await written(some);
      const events = [...new Set(landed(some).map(({ event }) => event.key))];
      for (let position = 0; position <= some.length; position++) {
        const live = await graph.statements(viewOfEverything(), { position }, events);
        expect(new Set(live.map(({ event }) => event)).size).toBe(live.length);
      }
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
