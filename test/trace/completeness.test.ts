import { describe, expect, test } from '@jest/globals';
import { viewOf } from '../../graph/model/view-authority.ts';
import type { GapKind } from '../../trace/answer.ts';
import type { Evidence } from '../../trace/evidence.ts';
import { noEvidence } from '../../trace/evidence.ts';
import type { Direction } from '../../trace/question.ts';
import * as plant from '../plants/plant.ts';
import {
  Plant,
  aPlant,
  as,
  declareMaterial,
  declareSource,
  key,
  lost,
  make,
  members,
  onlyMaterial,
  pack,
  receive,
  relabel,
  ship,
} from '../plants/plant.ts';

/** Kinds of gaps with the rows they lie at. */
async function gaps(of: Plant, start: string, direction: Direction, asking = {}): Promise<readonly string[]> {
  const { completeness } = await of.ask(start, direction, asking);
  return completeness.gaps.map(({ kind, at, source }) =>
    [kind, at === undefined ? source : of.words(at)].filter(Boolean).join(' '),
  );
}

const status = async (of: Plant, start: string, direction: Direction, asking = {}) =>
  (await of.ask(start, direction, asking)).completeness.status;

const bought = [receive(['lot RESIN R1'], 'supplier', 1)];

describe('NO_ORIGIN', () => {
  test('T21: what was made of purchased lots is complete', async () => {
    const valves = await aPlant(...bought, make(['lot RESIN R1'], ['unit V 1'], 2));
    expect(await status(valves, 'unit V 1', 'backward')).toBe('complete');
    expect(await status(valves, 'lot RESIN R1', 'forward')).toBe('complete');
  });

  test('T21: backward, a lot that nothing brought into the house is shown', async () => {
    const valves = await aPlant(...bought, make(['lot RESIN R1', 'lot DYE D1'], ['unit V 1'], 2));
    expect(await gaps(valves, 'unit V 1', 'backward')).toEqual(['NO_ORIGIN lot DYE D1']);
  });

  test('T21: forward, a shipped valve that nothing made may have come from the resin', async () => {
    const valves = await aPlant(...bought, make(['lot RESIN R1'], ['unit V 1'], 2), ship(['unit V 2'], 'customer', 3));
    expect(await gaps(valves, 'lot RESIN R1', 'forward')).toEqual(['NO_ORIGIN unit V 2']);
  });

  test('T23: the record of where it came from, though it is late, takes the gap away, and not from what was known before', async () => {
    const valves = await aPlant(...bought, make(['lot RESIN R1', 'lot DYE D1'], ['unit V 1'], 2));
    await valves.with(receive(['lot DYE D1'], 'supplier', 1));
    expect(await gaps(valves, 'unit V 1', 'backward')).toEqual([]);
    expect(await gaps(valves, 'unit V 1', 'backward', { known: 2 })).toEqual(['NO_ORIGIN lot DYE D1']);
  });

  test('a material that is declared as bought comes from outside', async () => {
    const valves = await aPlant(
      ...bought,
      make(['lot RESIN R1', 'lot SCREW 9'], ['unit V 1'], 2),
      declareMaterial('SCREW', { procurement: 'buy' }),
    );
    expect(await status(valves, 'lot RESIN R1', 'forward')).toBe('complete');
    expect(await gaps(valves, 'unit V 1', 'backward')).toEqual(['NO_ORIGIN lot SCREW 9']);
  });

  test('a receipt from a party whose own records come in is no origin', async () => {
    const own = declareSource('foundry-mes', { brings: ['party:local:plant:::foundry'] });
    const casting = await aPlant(receive(['lot CASTING 1'], 'foundry'), make(['lot CASTING 1'], ['unit V 1']), own);
    expect(await gaps(casting, 'unit V 1', 'backward')).toEqual(['NO_ORIGIN lot CASTING 1']);
  });

  test('the receipt of our own lot explains the supplier lot that it was', async () => {
    const relabelled = await aPlant(relabel('lot RESIN S1', 'lot RESIN R1'), ...bought);
    expect(await status(relabelled, 'lot RESIN R1', 'backward')).toBe('complete');
  });

  test('T13 T21: a pallet was used at a time of which nobody says what it held', async () => {
    const bin = await aPlant(...bought, pack('pallet BIN', ['lot RESIN R1'], 4), make(['pallet BIN'], ['unit V 1'], 3));
    expect(await gaps(bin, 'unit V 1', 'backward')).toEqual(['NO_ORIGIN pallet BIN']);
  });
});

describe('CLASS_ONLY', () => {
  const backflush = [
    ...bought,
    make(['lot RESIN R1', onlyMaterial('RESIN')], ['unit V 1'], 2),
    make([onlyMaterial('RESIN')], ['unit V 2'], 3),
  ];

  test('backward: a valve took resin of which no lot is known', async () => {
    expect(await gaps(await aPlant(...backflush), 'unit V 2', 'backward')).toEqual(['CLASS_ONLY record 3']);
  });

  test('forward: resin of the lot may have been what was taken without a lot', async () => {
    expect(await gaps(await aPlant(...backflush), 'lot RESIN R1', 'forward')).toEqual(['CLASS_ONLY record 3']);
  });

  test('forward: what was taken is another material', async () => {
    const valves = await aPlant(
      ...bought,
      make(['lot RESIN R1'], ['unit V 1'], 2),
      make([onlyMaterial('GLUE')], ['unit V 2'], 3),
    );
    expect(await status(valves, 'lot RESIN R1', 'forward')).toBe('complete');
  });
});

test('UNRESOLVED: a lot number without its material means either lot of that number, possibly', async () => {
  const two = await aPlant(receive(['lot RESIN 7', 'lot DYE 7'], 's'), make(['lot 7'], ['unit V 1']));
  expect(await two.backward('unit V 1')).toMatchObject({
    'lot 7': 'certain',
    'lot RESIN 7': 'possible',
    'lot DYE 7': 'possible',
  });
  expect(await two.forward('lot RESIN 7')).toMatchObject({ 'unit V 1': 'possible' });
  expect(await gaps(two, 'unit V 1', 'backward')).toEqual(['UNRESOLVED lot 7']);
  const reason = (await two.rows('unit V 1', 'backward')).find(({ id }) => id === key('lot DYE 7'))!.reason;
  expect(reason).toBe('unresolved identity');
});

describe('what waits, was lost, or is late', () => {
  const made = [...bought, make(['lot RESIN R1'], ['unit V 1'], 2)];
  const waiting = (names: readonly string[], unreadable = false): Evidence => ({
    ...noEvidence,
    quarantinedAt: (at) => (at < 2 ? [] : [{ record: 2, source: 'mes', names, unreadable }]),
  });

  test.each([
    ['by key', [key('unit V 1')], ['QUARANTINED unit V 1']],
    ['by its number', ['v 1', 'r1'], ['QUARANTINED lot RESIN R1']],
    ['something else', [key('lot RESIN R2')], []],
  ])('QUARANTINED: a waiting record names it %s', async (_, names, expected) => {
    const valves = await new Plant(waiting(names)).with(...made, receive(['lot RESIN R2'], 's'));
    expect(await gaps(valves, 'unit V 1', 'backward')).toEqual(expected);
  });

  test('QUARANTINED: a record that could not be read at all may concern anything', async () => {
    const valves = await new Plant(waiting([], true)).with(...made);
    expect(await gaps(valves, 'unit V 1', 'backward')).toEqual(['QUARANTINED mes']);
    expect(await gaps(valves, 'unit V 1', 'backward', { view: viewOf(['common']) })).toEqual(['VIEW_LIMIT']);
  });

  test('BALANCE (G5): while the figures of any source do not add up, every answer is gapped', async () => {
    const imbalance = { source: 'erp', text: '3 read from the ledger, 2 with an outcome' };
    const valves = await new Plant({ ...noEvidence, imbalances: () => [imbalance] }).with(...made);
    expect(await gaps(valves, 'unit V 1', 'backward')).toEqual(['BALANCE erp']);
    expect(await gaps(valves, 'lot RESIN R1', 'forward')).toEqual(['BALANCE erp']);
  });

  test('a waived record that names a thing of the answer makes no gap, and is said with its reason', async () => {
    const record = {
      record: 2,
      source: 'mes',
      names: [key('unit V 1')],
      unreadable: false,
      reason: 'waived: a test run',
    };
    const valves = await new Plant({ ...noEvidence, waivedAt: (at) => (at < 2 ? [] : [record]) }).with(...made);
    const { completeness } = await valves.ask('unit V 1', 'backward');
    expect(completeness.status).toBe('complete');
    expect(completeness.notes).toEqual([expect.stringContaining('waived: a test run')]);
    expect((await valves.ask('lot RESIN R2', 'forward').catch(() => undefined))?.completeness.notes ?? []).toEqual([]);
  });

  const interval = (from: number, to: number) => ({
    from: `2024-05-0${from}T00:00:00Z`,
    to: `2024-05-0${to}T00:00:00Z`,
  });
  const mes = declareSource('mes', { sites: [] });

  test('SOURCE_GAP: forward, what was lost before the resin was known is no matter', async () => {
    const start = 'lot RESIN R1';
    expect(await gaps(await aPlant(...made, mes, lost('mes', interval(3, 4))), start, 'forward')).toEqual([
      'SOURCE_GAP mes',
    ]);
    expect(await gaps(await aPlant(...made, mes, lost('mes', interval(1, 1))), start, 'forward')).toEqual([]);
  });

  test('SOURCE_GAP: backward, what was lost after the last edge is no matter', async () => {
    expect(await gaps(await aPlant(...made, mes, lost('mes', interval(1, 3))), 'unit V 1', 'backward')).toEqual([
      'SOURCE_GAP mes',
    ]);
    expect(await gaps(await aPlant(...made, mes, lost('mes', interval(4, 5))), 'unit V 1', 'backward')).toEqual([]);
  });

  test('SOURCE_GAP: a backfill closes it, from its own position on', async () => {
    const gap = as(lost('mes', interval(1, 3)), { recordKey: 'gap 1' });
    const filled = await aPlant(...made, mes, gap, lost('mes', {}, { closes: 'gap 1' }));
    expect(await gaps(filled, 'unit V 1', 'backward')).toEqual([]);
    expect(await gaps(filled, 'unit V 1', 'backward', { known: 4 })).toEqual(['SOURCE_GAP mes']);
  });

  test('SOURCE_GAP: a source of another site lost nothing of this', async () => {
    const north = [...made.map((deed) => as(deed, { site: 'north' })), declareSource('mes', { sites: ['south'] })];
    expect(await gaps(await aPlant(...north, lost('mes', interval(1, 3))), 'unit V 1', 'backward')).toEqual([]);
    expect(
      await gaps(await aPlant(...north, lost('mes', interval(1, 3), { sites: ['north'] })), 'unit V 1', 'backward'),
    ).toEqual(['SOURCE_GAP mes']);
  });

  test('SOURCE_LAG: a nightly file is late after its night, not before', async () => {
    const nightly = declareSource('erp', {
      expectedEvery: String(24 * 3_600_000),
      expectedGrace: String(3_600_000),
      cannotShow: ['deleted rows'],
    });
    const at = (hour: number): Evidence => ({
      ...noEvidence,
      intakeAt: () => [{ source: 'erp', lastRecord: 1, lastReceivedAt: '2024-05-01T00:00:00.000Z' }],
      receivedAt: () => new Date(Date.UTC(2024, 4, 1, hour)).toISOString(),
    });
    expect(await gaps(await new Plant(at(24.5)).with(...made, nightly), 'unit V 1', 'backward')).toEqual([]);
    const late = await new Plant(at(26)).with(...made, nightly);
    expect(await gaps(late, 'unit V 1', 'backward')).toEqual(['SOURCE_LAG erp']);
    expect((await late.ask('unit V 1', 'backward')).completeness.sources).toEqual([
      { source: 'erp', lastRecord: 1, lastReceivedAt: '2024-05-01T00:00:00.000Z', cannotShow: ['deleted rows'] },
    ]);
  });
});

describe('RULE_PENDING', () => {
  const reel = [
    receive(['lot CHIP 1'], 's'),
    members('lot CHIP 1', 'sublot CHIP 1/a', 'sublot CHIP 1/b'),
    make(['lot CHIP 1'], ['unit BOARD 1']),
  ];

  test('forward: the board was booked on the lot of a suspect reel', async () => {
    expect(await gaps(await aPlant(...reel), 'sublot CHIP 1/a', 'forward')).toEqual(['RULE_PENDING sublot CHIP 1/a']);
    expect(await status(await aPlant(...reel), 'lot CHIP 1', 'forward')).toBe('complete');
  });

  test('backward: which reel of the lot went into the board is not said', async () => {
    expect(await gaps(await aPlant(...reel), 'unit BOARD 1', 'backward')).toEqual(['RULE_PENDING lot CHIP 1']);
  });

  test('vessels are not read yet', async () => {
    const tank = await aPlant(receive(['lot A 1'], 's'), make(['lot A 1'], ['vessel TANK']));
    expect(await gaps(tank, 'lot A 1', 'forward')).toEqual(['RULE_PENDING vessel TANK']);
  });
});

test('VIEW_LIMIT: a reader who may not see everything is never told that an answer is complete', async () => {
  const valves = await aPlant(...bought, make(['lot RESIN R1'], ['unit V 1'], 2));
  const limited = await valves.ask('unit V 1', 'backward', { view: viewOf(['common']) });
  expect(limited.completeness.gapCounts).toEqual([{ kind: 'VIEW_LIMIT' satisfies GapKind }]);
  expect(limited.completeness.status).toBe('gapped');
  const hidden = await aPlant(
    ...bought,
    make(['lot RESIN R1'], ['unit V 1'], 2),
    as(make(['lot RESIN R1'], ['unit V 2'], 2), { view: 'partner' }),
  );
  const { summary, completeness } = await hidden.ask('lot RESIN R1', 'forward', { view: viewOf(['common']) });
  expect(summary.nodes).toBe(3);
  expect(completeness).toEqual({ ...limited.completeness, notes: plant.none });
});
