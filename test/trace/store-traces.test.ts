import { expect, test } from '@jest/globals';
import { viewOf, viewOfEverything } from '../../graph/model/view-authority.ts';
import { noEvidence } from '../../trace/evidence.ts';
import { createStoreTraces } from '../../trace/store-traces.ts';
import { aPlant, as, key, make, pack, receive, rules, sameThing } from '../plants/plant.ts';
import type { Plant } from '../plants/plant.ts';

const everything = viewOfEverything();
const gap = { kind: 'RULE_PENDING', text: 'not looked for' } as const;
const asked = (start: string, direction: 'forward' | 'backward' = 'forward') =>
  ({ starts: [key(start)], direction, rules, asOf: {}, budget: { nodes: 1000 } }) as const;

const alone = ({ store }: Plant) => createStoreTraces(store, noEvidence, { gap, manner: 'alone' });

const plant = (): Promise<Plant> =>
  aPlant(
    receive(['lot RESIN 1', 'lot OIL 1'], 's'),
    as(make(['lot RESIN 1'], ['unit V 1']), { view: 'north' }),
    make(['lot OIL 1'], ['unit V 2']),
    pack('pallet P', ['unit V 1', 'unit V 2']),
    sameThing('lot RESIN 1', 'lot RESIN 01'),
  );

test('without an index a question is answered from the store, and never claimed to be complete', async () => {
  const made = await plant();
  const traces = alone(made);
  const result = await traces.ask(everything, asked('lot RESIN 01'));
  const { summary } = await made.ask('lot RESIN 1', 'forward');
  expect(result).toMatchObject({ answer: { summary, kernel: expect.stringContaining('(alone)') } });
  expect(result).toMatchObject({ answer: { completeness: { status: 'gapped', gaps: expect.arrayContaining([gap]) } } });
  // Health reads from it that nothing answers while the store is away.
  expect(await traces.state()).toMatchObject({ position: 0, warm: true });
  expect(await traces.ask(everything, asked('lot NONE 9'))).toMatchObject({ kind: 'unknown' });
  expect(await traces.ask(everything, { ...asked('lot RESIN 1'), asOf: { known: 99 } })).toMatchObject({
    kind: 'not-yet-applied',
  });
});

test('why something is not in it is only said as far as it was looked for', async () => {
  const traces = alone(await plant());
  const result = await traces.ask(everything, asked('unit V 1', 'backward'));
  const id = result.kind === 'answer' ? result.answer.id : '';
  expect(await traces.why(everything, id, key('lot RESIN 1'))).toMatchObject({ kind: 'in' });
  expect(await traces.why(everything, id, key('lot OIL 1'))).toMatchObject({ kind: 'out', reason: 'no link' });
  expect(await traces.why(everything, id, key('lot NONE 9'))).toMatchObject({ kind: 'out', reason: 'unknown' });
  expect(await traces.why(viewOf(['common']), id, key('lot RESIN 1'))).toBeUndefined();
});

test('an answer that had to make room is given again as of then', async () => {
  const made = await plant();
  const traces = alone(made);
  const first = await traces.ask(everything, asked('lot RESIN 1'));
  const id = first.kind === 'answer' ? first.answer.id : '';
  await made.with(make(['unit V 1'], ['unit W 1']));
  for (let n = 0; n < 20; n++) {
    const other = { ...asked('lot OIL 1'), budget: { nodes: 100 + n } };
    expect(await traces.ask(everything, other)).toMatchObject({ kind: 'answer' });
  }
  expect(await traces.answer(everything, id)).toEqual(first.kind === 'answer' ? first.answer : undefined);
  expect(await traces.ask(everything, asked('lot RESIN 1'))).not.toMatchObject({ answer: { id } });
});
