import { describe, expect, test } from '@jest/globals';
import { viewOf } from '../../graph/model/view-authority.ts';
import * as plant from '../plants/plant.ts';
import {
  aPlant,
  as,
  guessed,
  install,
  key,
  make,
  maybeSame,
  members,
  notSame,
  oneOf,
  onDay,
  pack,
  relabel,
  remove,
  retract,
  sameThing,
  take,
  treat,
  unpack,
} from '../plants/plant.ts';

const everything = viewOf(['common']);

describe('what an answer holds (trace.md §2)', () => {
  test('T1: what a valve came from is what says that the valve came from it', async () => {
    const valves = await aPlant(
      make(['lot RESIN R1', guessed('lot HARDENER H1')], ['lot POTTING P1']),
      make(['lot POTTING P1'], ['unit VALVE 1']),
    );
    for (const start of ['lot RESIN R1', 'lot HARDENER H1', 'lot POTTING P1'])
      expect((await valves.forward(start))['unit VALVE 1']).toBe((await valves.backward('unit VALVE 1'))[start]);
    expect(await valves.backward('unit VALVE 1')).toMatchObject({
      'lot RESIN R1': 'certain',
      'lot HARDENER H1': 'possible',
    });
  });

  test('T2: the order in which records arrive changes no answer at the head', async () => {
    const deeds = [
      make(['lot A 1'], ['lot B 1'], 1),
      pack('pallet P', ['lot B 1'], 2),
      unpack('pallet P', 'all', 5),
      make(['pallet P'], ['lot C 1'], 3),
      sameThing('lot C 1', 'lot C 01'),
    ].map((deed, n) => as(deed, { recordKey: `r${n}` }));
    const there = await (await aPlant(...deeds)).forward('lot A 1');
    expect(await (await aPlant(...[...deeds].reverse())).forward('lot A 1')).toEqual(there);
    expect(there).toMatchObject({ 'lot C 01': 'certain' });
  });

  test('T3: a lot fed back into itself ends, and is one row', async () => {
    const rework = await aPlant(make(['lot POWDER 1'], ['lot TABLET 1']), make(['lot TABLET 1'], ['lot POWDER 1']));
    const rows = await rework.rows('lot POWDER 1', 'forward');
    expect(rows.map(({ id, depth }) => [rework.words(id), depth])).toEqual([
      ['lot POWDER 1', 0],
      ['record 1', 1],
      ['lot TABLET 1', 2],
      ['record 2', 3],
    ]);
  });

  test('T3: two numbers of one lot are one row under its smallest key', async () => {
    const relabelled = await aPlant(make(['lot SEAL 7'], ['unit VALVE 1']), sameThing('lot SEAL 7', 'lot SEAL 007'));
    const [first] = await relabelled.rows('lot SEAL 7', 'forward');
    expect(first).toMatchObject({ id: key('lot SEAL 007'), keys: [key('lot SEAL 007'), key('lot SEAL 7')], depth: 0 });
    expect(await relabelled.forward('lot SEAL 007')).toEqual(await relabelled.forward('lot SEAL 7'));
  });

  test('T4: more than a hundred levels deep, with no limit of depth', async () => {
    const chain = await aPlant(...Array.from({ length: 120 }, (_, n) => make([`lot M ${n}`], [`lot M ${n + 1}`])));
    expect((await chain.ask('lot M 0', 'forward')).summary.maxDepth).toBe(240);
  });

  test('T4: a lot that went into more than nine thousand units is told whole', async () => {
    const units = Array.from({ length: 9_500 }, (_, n) => `unit VALVE ${n}`);
    const { summary, completeness } = await (
      await aPlant(plant.receive(['lot RESIN R1'], 'supplier'), make(['lot RESIN R1'], units))
    ).ask('lot RESIN R1', 'forward');
    expect(summary.nodes).toBe(9_502);
    expect(completeness.status).toBe('complete');
  });

  test('T4: a budget stops before the level that would exceed it, and says what was left open', async () => {
    const chain = await aPlant(
      ...Array.from({ length: 5 }, (_, n) => make([`lot M ${n}`], [`lot M ${n + 1}`, `lot N ${n + 1}`])),
    );
    const answer = await chain.ask('lot M 0', 'forward', { budget: 6 });
    expect(answer.summary.nodes).toBe(5);
    expect(answer.completeness.status).toBe('truncated');
    expect(answer.completeness.stop).toMatchObject({ budget: 'nodes', limit: 6, frontierSize: 1 });
  });

  test('T5: a pallet does not pass suspicion to its other contents', async () => {
    const shipped = await aPlant(
      pack('pallet 1', ['unit VALVE A', 'unit VALVE B']),
      plant.ship(['pallet 1'], 'customer 7'),
    );
    expect(await shipped.forward('unit VALVE A')).toEqual({ 'unit VALVE A': 'certain', 'pallet 1': 'certain' });
    expect(await shipped.backward('unit VALVE A')).toEqual({ 'unit VALVE A': 'certain' });
  });

  test('T5: load-mates of an oven and parts of one order do not reach each other', async () => {
    const oven = await aPlant(treat('unit VALVE A', 'unit VALVE B'));
    expect(await oven.forward('unit VALVE A')).toEqual({ 'unit VALVE A': 'certain' });
  });

  test('T6: several starts reach what each reaches, and the answer says which', async () => {
    const two = await aPlant(
      make(['lot A 1'], ['unit V 1']),
      make(['lot B 1'], ['unit V 2']),
      make(['unit V 1', 'unit V 2'], ['unit W 1']),
    );
    const answer = await two.ask(['lot A 1', 'lot B 1'], 'forward');
    const reaching = await two.traces.startsReaching(
      plant.everyone,
      answer.id,
      ['unit V 1', 'unit V 2', 'unit W 1'].map(key),
    );
    expect(reaching).toEqual([[0], [1], [0, 1]]);
  });

  test('T8: a start that nothing names is refused at once', async () => {
    const valves = await aPlant(make(['lot A 1'], ['unit V 1']));
    const asked = { direction: 'forward', rules: plant.rules, asOf: {}, budget: { nodes: 10 } } as const;
    expect(await valves.traces.ask(plant.everyone, { ...asked, starts: [key('lot A 1'), key('lot A 2')] })).toEqual({
      kind: 'unknown',
      keys: [key('lot A 2')],
    });
  });

  test('T8: a thing that was only treated is known, and is all of its answer', async () => {
    const oven = await aPlant(treat('unit VALVE A'));
    expect(await oven.forward('unit VALVE A')).toEqual({ 'unit VALVE A': 'certain' });
  });
});

describe('rules (trace.md §3)', () => {
  test('T9: of a pallet that was used at an unknown time, what was in it once is possible', async () => {
    const bin = await aPlant(
      pack('pallet BIN', ['lot A 1'], 1),
      unpack('pallet BIN', ['lot A 1'], 5),
      make(['pallet BIN'], ['lot B 1']),
    );
    expect(await bin.forward('lot A 1')).toMatchObject({ 'pallet BIN': 'certain', 'lot B 1': 'possible' });
  });

  test('T9: within the skew of a clock nothing is provably before', async () => {
    const deeds = [as(pack('pallet BIN', ['lot A 1'], 5), { source: 'wms' }), make(['pallet BIN'], ['lot B 1'], 4)];
    expect(await (await aPlant(...deeds)).forward('lot A 1')).not.toHaveProperty('lot B 1');
    const skewed = await aPlant(...deeds, plant.declareSource('wms', { skewMs: String(25 * 3_600_000) }));
    expect(await skewed.forward('lot A 1')).toMatchObject({ 'lot B 1': 'possible' });
  });

  test('T9: a posting time cuts nothing', async () => {
    const posted = await aPlant(
      pack('pallet BIN', ['lot A 1'], { ...onDay(5), basis: 'posting' }),
      make(['pallet BIN'], ['lot B 1'], 4),
    );
    expect(await posted.forward('lot A 1')).toMatchObject({ 'lot B 1': 'possible' });
  });

  test('T10: a clock that runs ahead removes nothing, and the edge says so', async () => {
    const skewed = await aPlant(make(['lot A 1'], ['lot B 1'], 5), make(['lot B 1'], ['unit V 1'], 2));
    expect(await skewed.forward('lot A 1')).toMatchObject({ 'unit V 1': 'certain' });
    const { id } = await skewed.ask('lot A 1', 'forward');
    const edges = await skewed.traces.edges(plant.everyone, id, 0, 10);
    expect(edges!.filter(({ anomaly }) => anomaly).map(({ from, kind }) => [skewed.words(from), kind])).toEqual([
      ['lot B 1', 'CONSUMED_BY'],
    ]);
  });

  test('T10: strict times drop what is provably later, and show the conservative counts beside', async () => {
    const skewed = await aPlant(
      make(['lot A 1'], ['lot B 1'], 5),
      make(['lot B 1'], ['unit V 1'], 2),
      make(['lot B 1'], ['unit V 2'], 6),
    );
    const strict = { rules: { name: 'strict', reason: 'clocks were checked', timeStrict: true } };
    const found = await skewed.forward('lot A 1', strict);
    expect(found).toHaveProperty('unit V 2');
    expect(found).not.toHaveProperty('unit V 1');
    expect((await skewed.ask('lot A 1', 'forward', strict)).conservative).toEqual({ certain: 7, possible: 0 });
  });

  test('T13: an operation that uses a pallet uses what it then held, nested', async () => {
    const nested = await aPlant(
      pack('pallet CARTON', ['lot A 1'], 1),
      pack('pallet BIG', ['pallet CARTON'], 2),
      make(['pallet BIG'], ['lot B 1'], 3),
      unpack('pallet CARTON', ['lot A 1'], 4),
      pack('pallet CARTON', ['lot A 2'], 5),
    );
    expect(await nested.forward('lot A 1')).toMatchObject({
      'pallet CARTON': 'certain',
      'pallet BIG': 'certain',
      'lot B 1': 'certain',
    });
    expect(await nested.forward('lot A 2')).not.toHaveProperty('lot B 1');
    expect(await nested.backward('lot B 1')).toEqual({
      'lot B 1': 'certain',
      'record 3': 'certain',
      'pallet BIG': 'certain',
      'pallet CARTON': 'certain',
      'lot A 1': 'certain',
    });
  });

  test('T13: windows along a chain must share a moment', async () => {
    const reused = await aPlant(
      pack('pallet CARTON', ['lot A 1'], 1),
      unpack('pallet CARTON', ['lot A 1'], 2),
      pack('pallet BIG', ['pallet CARTON'], 3),
    );
    expect(await reused.forward('lot A 1')).toEqual({ 'lot A 1': 'certain', 'pallet CARTON': 'certain' });
    expect(await reused.backward('pallet BIG')).toEqual({ 'pallet BIG': 'certain', 'pallet CARTON': 'certain' });
  });

  test('T13: an unclosed window is possible once the bin was filled anew', async () => {
    const bin = await aPlant(
      pack('pallet BIN', ['lot A 1'], 1),
      pack('pallet BIN', ['lot A 2'], 4),
      make(['pallet BIN'], ['lot B 1'], 5),
    );
    expect(await bin.backward('lot B 1')).toMatchObject({ 'lot A 1': 'possible', 'lot A 2': 'certain' });
    const rows = await bin.rows('lot A 1', 'forward');
    expect(rows.find(({ id }) => id === key('lot B 1'))).toMatchObject({
      inclusion: 'possible',
      reason: 'window not closed',
    });
  });

  test('T13: emptied ends every window', async () => {
    const bin = await aPlant(
      pack('pallet BIN', ['lot A 1', 'lot A 2'], 1),
      unpack('pallet BIN', 'all', 3),
      make(['pallet BIN'], ['lot B 1'], 5),
    );
    expect(await bin.backward('lot B 1')).toEqual({
      'lot B 1': 'certain',
      'record 3': 'certain',
      'pallet BIN': 'certain',
    });
  });

  test('T13: a removal without its putting in still proves that it was in', async () => {
    const bin = await aPlant(
      unpack('pallet BIN', ['lot A 1'], 4),
      make(['pallet BIN'], ['lot B 1'], 3),
      make(['pallet BIN'], ['lot B 2'], 6),
    );
    expect(await bin.forward('lot A 1')).toMatchObject({ 'pallet BIN': 'certain', 'lot B 1': 'possible' });
    expect(await bin.forward('lot A 1')).not.toHaveProperty('lot B 2');
  });

  test('T13: a part that was taken out stays in the story of its assembly, and not in its configuration afterwards', async () => {
    const swap = await aPlant(
      install('unit VALVE 1', ['unit SENSOR 1'], 1),
      remove('unit VALVE 1', ['unit SENSOR 1'], 4),
      install('unit VALVE 1', ['unit SENSOR 2'], 4),
    );
    expect(await swap.backward('unit VALVE 1')).toMatchObject({
      'unit SENSOR 1': 'certain',
      'unit SENSOR 2': 'certain',
    });
    const then = { rules: { name: 'configuration', insideAt: '2024-05-06T00:00:00Z' } };
    expect(await swap.backward('unit VALVE 1', then)).toEqual({
      'unit VALVE 1': 'certain',
      'unit SENSOR 2': 'certain',
    });
  });

  test('T13: a removal closes only the designators that it names', async () => {
    const at = (words: string, ...position: string[]) => ({ thing: plant.ref(words), position });
    const board = await aPlant(
      install('unit BOARD 1', [at('lot CHIP C1', 'R1', 'R2')], 1),
      remove('unit BOARD 1', [at('lot CHIP C1', 'R1')], 3),
    );
    const then = { rules: { name: 'configuration', insideAt: '2024-05-06T00:00:00Z' } };
    expect(await board.backward('unit BOARD 1', then)).toHaveProperty('lot CHIP C1');
  });

  test('T14: what was only planned is not walked', async () => {
    const planned = await aPlant(
      as(make(['lot A 1'], ['unit V 1']), { context: 'planned' }),
      as(install('unit V 1', ['lot A 2']), { context: 'maintained' }),
    );
    expect(await planned.forward('lot A 1')).toEqual({ 'lot A 1': 'certain' });
    expect(await planned.forward('lot A 2')).toHaveProperty('unit V 1');
  });
});

describe('certainty (trace.md §4)', () => {
  const batches = [make(oneOf('open', 'lot P 1', 'lot P 2'), ['unit V 1'])];

  test('T16: a path is as certain as its weakest edge', async () => {
    const weak = await aPlant(make([guessed('lot A 1')], ['lot B 1']), make(['lot B 1'], ['unit V 1']));
    expect(await weak.forward('lot A 1')).toEqual({
      'lot A 1': 'certain',
      'record 1': 'possible',
      'lot B 1': 'possible',
      'record 2': 'possible',
      'unit V 1': 'possible',
    });
  });

  test('T17: one of two open batches reaches the valve possibly, both of them certainly', async () => {
    const open = await aPlant(...batches);
    expect(await open.forward('lot P 1')).toMatchObject({ 'unit V 1': 'possible' });
    expect(await open.forward(['lot P 1', 'lot P 2'])).toMatchObject({ 'unit V 1': 'certain' });
    expect((await open.rows('lot P 1', 'forward')).at(-1)).toMatchObject({ reason: 'alternatives' });
  });

  test('T17: backward each batch is possible, and the resin of both is certain', async () => {
    const open = await aPlant(
      make(['lot RESIN 1'], ['lot P 1']),
      make(['lot RESIN 1', 'lot DYE 1'], ['lot P 2']),
      ...batches,
    );
    expect(await open.backward('unit V 1')).toMatchObject({
      'lot P 1': 'possible',
      'lot P 2': 'possible',
      'lot RESIN 1': 'certain',
      'lot DYE 1': 'possible',
    });
    expect(await open.forward('lot RESIN 1')).toMatchObject({ 'unit V 1': 'certain' });
  });

  test('T17: a member that the reader may not see never proves the choice', async () => {
    const view = viewOf(['common']);
    const hidden = await aPlant(make(oneOf('open', 'lot P 1', 'lot P 2'), ['unit V 1']));
    await hidden.with(as(make(['lot SECRET 1'], ['lot P 2']), { view: 'partner' }));
    expect((await hidden.forward('lot P 1', { view }))['unit V 1']).toBe('possible');
  });

  test('T18: an inferred link is possible until a confirmed record comes', async () => {
    const scanned = await aPlant(make([guessed('lot A 1')], ['unit V 1']));
    expect(await scanned.forward('lot A 1')).toMatchObject({ 'unit V 1': 'possible' });
    await scanned.with(make(['lot A 1'], ['unit V 1']));
    expect(await scanned.forward('lot A 1')).toMatchObject({ 'unit V 1': 'certain' });
  });

  test('T18: a guessed identity is two rows and possible, until somebody says that it is not so', async () => {
    const guess = await aPlant(
      make(['lot A 1'], ['lot B 1']),
      maybeSame('lot B 1', 'lot B 01'),
      make(['lot B 01'], ['unit V 1']),
    );
    expect(await guess.forward('lot A 1')).toMatchObject({
      'lot B 1': 'certain',
      'lot B 01': 'possible',
      'unit V 1': 'possible',
    });
    await guess.with(notSame('lot B 1', 'lot B 01'));
    expect(await guess.forward('lot A 1')).not.toHaveProperty('lot B 01');
  });

  test('a confirmed identity that somebody denies stays, and is listed', async () => {
    const disputed = await aPlant(
      make(['lot A 1'], ['lot B 1']),
      sameThing('lot B 1', 'lot B 01'),
      notSame('lot B 1', 'lot B 01'),
    );
    const { completeness } = await disputed.ask('lot A 1', 'forward');
    expect(completeness.notes).toEqual([expect.stringContaining('Stated to be one thing, and not to be one thing')]);
  });

  test('a suspect lot means its units, a suspect unit does not mean its lot; a sample speaks for its lot', async () => {
    const reel = await aPlant(
      members('lot CHIP 1', 'sublot CHIP 1/a', 'sublot CHIP 1/b'),
      take('sample S1', 'lot CHIP 1'),
      relabel('lot CHIP 1', 'lot CHIP X1'),
    );
    expect(await reel.forward('lot CHIP 1')).toEqual({
      'lot CHIP 1': 'certain',
      'sublot CHIP 1/a': 'certain',
      'sublot CHIP 1/b': 'certain',
      'sample S1': 'certain',
      'lot CHIP X1': 'certain',
    });
    expect(await reel.forward('sublot CHIP 1/a')).toEqual({ 'sublot CHIP 1/a': 'certain' });
    expect(await reel.backward('sample S1')).toEqual({ 'sample S1': 'certain', 'lot CHIP 1': 'certain' });
  });
});

describe('time travel (trace.md §6)', () => {
  test('T23: as known at a position an answer stays what it was, whatever comes', async () => {
    const known = await aPlant(
      make(['lot A 1'], ['lot B 1']),
      as(make(['lot B 1'], ['unit V 1']), { recordKey: 'wrong' }),
    );
    const before = await known.ask('lot A 1', 'forward', { known: 2 });
    const digest = await known.traces.digest(plant.everyone, before.id);
    await known.with(retract('wrong'), make(['lot B 1'], ['unit V 2']), sameThing('lot A 1', 'lot A 01'));
    const after = await known.ask('lot A 1', 'forward', { known: 2 });
    expect(after).toEqual(before);
    expect(await known.traces.digest(plant.everyone, after.id)).toBe(digest);
    expect(await known.forward('lot A 1')).toEqual({
      'lot A 01': 'certain',
      'record 1': 'certain',
      'lot B 1': 'certain',
      'record 4': 'certain',
      'unit V 2': 'certain',
    });
  });

  test('T23: a position that is not applied yet is refused', async () => {
    const known = await aPlant(make(['lot A 1'], ['lot B 1']));
    const asked = {
      starts: [key('lot A 1')],
      direction: 'forward',
      rules: plant.rules,
      budget: { nodes: 10 },
    } as const;
    expect(await known.traces.ask(everything, { ...asked, asOf: { known: 9 } })).toEqual({
      kind: 'not-yet-applied',
      position: 1,
    });
  });

  test('T24: what happened after the time that is asked for does not count, what may have is possible', async () => {
    const later = await aPlant(
      make(['lot A 1'], ['lot B 1'], 2),
      make(['lot B 1'], ['unit V 1'], onDay(4, 'day')),
      make(['lot B 1'], ['unit V 2'], 9),
    );
    const asked = { validAt: '2024-05-04T12:00:00Z' };
    expect(await later.forward('lot A 1', asked)).toMatchObject({ 'lot B 1': 'certain', 'unit V 1': 'possible' });
    expect(await later.forward('lot A 1', asked)).not.toHaveProperty('unit V 2');
  });

  test('T26: a correction leaves what was said readable at its own position', async () => {
    const corrected = await aPlant(
      as(make(['lot A 1'], ['unit V 1']), { recordKey: 'wrong' }),
      retract('wrong'),
      make(['lot A 1'], ['unit V 2']),
    );
    expect(await corrected.forward('lot A 1', { known: 1 })).toHaveProperty('unit V 1');
    expect(await corrected.forward('lot A 1')).not.toHaveProperty('unit V 1');
  });
});
