import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CanonicalEvent, EventOf } from '../events/canonical-event.ts';
import { eventKey } from '../events/event-key.ts';
import { exampleEvent, lot, pieces, unit } from '../events/examples/frame.ts';
import { objectKey } from '../model/object-ref.ts';
import { viewOfEverything } from '../model/view-authority.ts';
import { createMemoryGraph } from '../store/memory/memory-graph.ts';
import type { GraphStore } from '../store/store.ts';
import { createWriter } from './apply.ts';
import type { Writer } from './apply.ts';
import type { EventResult } from './editions.ts';

let graph: GraphStore;
let writer: Writer;

beforeEach(() => {
  graph = createMemoryGraph();
  writer = createWriter(graph, 1);
});

const seals = (quantity: string, more: Partial<EventOf<'count'>> = {}): EventOf<'count'> => ({
  ...exampleEvent('count', 'erp:count-7', { things: [{ thing: lot('SEAL-3', 'S88'), quantity: pieces(quantity) }] }),
  ...more,
});

/** The same record key with another content: its key has the digest of the content in it. */
const variant = (event: EventOf<'count'>, contentDigest: string): EventOf<'count'> => ({
  ...event,
  key: eventKey({ namespace: 'erp', recordKey: event.recordKey, rule: 'count', ordinal: 0, contentDigest }),
});

const second = (event: CanonicalEvent): CanonicalEvent => ({
  ...event,
  key: eventKey({ namespace: 'erp', recordKey: event.recordKey, rule: 'count', ordinal: 1 }),
});

async function land(
  record: number,
  events: readonly CanonicalEvent[],
  recordedAt = record,
): Promise<readonly EventResult[]> {
  const arrived = events.map((event) => ({ event: { ...event, source: { ...event.source, record } }, recordedAt }));
  return writer.apply(arrived, recordedAt);
}

/** How many seals are known to have been counted, now. */
async function counted(): Promise<readonly string[]> {
  const asOf = { position: await graph.position() };
  const [found] = await graph.hydrate(viewOfEverything(), asOf, [objectKey(lot('SEAL-3', 'S88'))]);
  return (found?.attributes ?? []).map(({ value }) => (JSON.parse(value) as { qty: string }).qty).sort();
}

describe('what becomes of an event', () => {
  test('new, it is applied; said again by another record, it is a duplicate of the first', async () => {
    expect(await land(1, [seals('6')])).toEqual([{ kind: 'applied' }]);
    expect(await land(2, [seals('6')])).toEqual([{ kind: 'duplicate', of: 1 }]);
    expect(await counted()).toEqual(['6']);
  });

  test('one record key with two contents: both are kept, and it is said', async () => {
    await land(1, [variant(seals('6'), 'a')]);
    expect(await land(2, [variant(seals('7'), 'b')])).toEqual([{ kind: 'conflict', code: 'KEY_REUSED', with: 1 }]);
    expect(await land(3, [variant(seals('6'), 'a')])).toEqual([{ kind: 'duplicate', of: 1 }]);
    expect(await counted()).toEqual(['6', '7']);
  });

  test("M1: one content by the standard's own hash is one event however it is spelled, in whatever order it comes", async () => {
    const spelled = (quantity: string) => seals(quantity, { contentHash: 'ni:///sha-256;a' });
    await land(1, [spelled('6')]);
    expect(await land(2, [spelled('6.0')])).toEqual([{ kind: 'duplicate', of: 1 }]);
    expect(await counted()).toEqual(['6.0']);
    expect(await land(3, [spelled('6')])).toEqual([{ kind: 'duplicate', of: 2 }]);
    expect(await counted()).toEqual(['6.0']);
    expect(await land(4, [seals('6', { contentHash: 'ni:///sha-256;b' })])).toEqual([{ kind: 'applied' }]);
  });

  test('the higher revision counts, also when it came first', async () => {
    await land(1, [seals('10', { revision: '10' })]);
    expect(await land(2, [seals('9', { revision: '9' })])).toEqual([{ kind: 'superseded', by: 1 }]);
    expect(await counted()).toEqual(['10']);
    await land(3, [seals('11', { revision: '11' })]);
    expect(await counted()).toEqual(['11']);
  });

  test('I20: a higher revision replaces its record whole, also what it no longer says', async () => {
    await land(1, [seals('6', { revision: '1' }), second(seals('1', { revision: '1' }))]);
    expect(await counted()).toEqual(['1', '6']);
    await land(2, [seals('5', { revision: '2' })]);
    expect(await counted()).toEqual(['5']);
  });

  test('a record read anew by a newer mapping leaves nothing of its former reading', async () => {
    await land(1, [seals('6'), second(seals('1'))]);
    const results = await land(1, [{ ...seals('6'), mapping: 'erp@new' }], 2);
    expect(results).toEqual([{ kind: 'duplicate', of: 1 }]);
    expect(await counted()).toEqual(['6']);
  });

  test('without content in the key the later record takes the place of the earlier one', async () => {
    await land(1, [seals('6')]);
    expect(await land(2, [seals('5')])).toEqual([{ kind: 'applied' }]);
    expect(await counted()).toEqual(['5']);
  });

  test('one fact seen by two sources of different views is kept under the same one, whichever came first', async () => {
    const seenBy = (view: string) => ({ ...seals('6'), source: { ...seals('6').source, view } });
    const heads: string[] = [];
    for (const order of [
      ['common', 'audit'],
      ['audit', 'common'],
    ]) {
      graph = createMemoryGraph();
      writer = createWriter(graph, 1);
      for (const [i, view] of order.entries()) await land(i + 1, [seenBy(view)]);
      heads.push(await graph.digest('head'));
    }
    expect(heads[0]).toBe(heads[1]);
  });
});

describe('corrections', () => {
  const correct = (recordKey: string, target: string) =>
    exampleEvent('correct', recordKey, { kind: 'didNotOccur', target: { recordKey: target } });

  test('what did not occur does not count, whenever it arrives', async () => {
    await land(1, [correct('storno', 'erp:count-7')]);
    await land(2, [seals('6')]);
    expect(await counted()).toEqual([]);
  });

  test('a correction withdrawn: what it was about counts again, in the words it had', async () => {
    await land(1, [seals('6')]);
    await land(2, [correct('storno', 'erp:count-7')]);
    await land(3, [correct('storno of storno', 'storno')]);
    expect(await counted()).toEqual(['6']);
  });

  test('withdrawn, it brings back nothing that a later revision had replaced', async () => {
    await land(1, [seals('6', { revision: '1' }), second(seals('1', { revision: '1' }))]);
    await land(2, [correct('storno', 'erp:count-7')]);
    await land(3, [seals('5', { revision: '2' })]);
    await land(4, [correct('storno of storno', 'storno')]);
    expect(await counted()).toEqual(['5']);
  });

  test('only one event of a record may be meant', async () => {
    const [kept, wrong] = [seals('6'), second(seals('1'))];
    await land(1, [kept, wrong]);
    const target = { recordKey: 'erp:count-7', event: wrong.key };
    await land(2, [exampleEvent('correct', 'storno', { kind: 'incorrect', target })]);
    expect(await counted()).toEqual(['6']);
  });

  test('a correction under the id of what it corrects does not correct itself, and reuses no key', async () => {
    await land(1, [seals('6')]);
    const declared = { ...correct('erp:count-7', 'erp:count-7') };
    expect(await land(2, [declared])).toEqual([{ kind: 'applied' }]);
    expect(await counted()).toEqual([]);
  });
});

test('events out of ledger order are refused, and nothing is written', async () => {
  const event = exampleEvent('identify', 'printer:1', { same: [unit('V', '1')] });
  const arrived = [2, 1].map((recordedAt) => ({ event, recordedAt }));
  await expect(writer.apply(arrived, 2)).rejects.toMatchObject({ code: 'BATCH_ORDER' });
  await expect(writer.apply(arrived.slice(0, 1), 1)).rejects.toMatchObject({ code: 'BATCH_ORDER' });
  expect(await graph.position()).toBe(0);
});
