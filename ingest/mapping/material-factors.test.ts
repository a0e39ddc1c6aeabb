import { expect, test } from '@jest/globals';
import { effectivePlan } from './effective-plan.ts';
import type { DeclaredFactor } from './material-factors.ts';
import { readPlan } from './read-plan.ts';
import { mapFile } from './run-examples.ts';
import { plantA } from './test-plans.ts';
import { examplePseudonyms } from './pseudonyms.ts';

const factors: readonly DeclaredFactor[] = [
  { material: '7', of: { value: '1', unit: '{piece}' }, is: { value: '2.340', unit: 'kg' }, to: '2026-07-01' },
  { material: '7', of: { value: '1', unit: '{piece}' }, is: { value: '2.355', unit: 'kg' }, from: '2026-07-01' },
  { material: '8', of: { value: '1', unit: '{piece}' }, is: { value: '3', unit: 'g' } },
];

const plan = (quantity: string) => `whence: mapping/1
id: p
source: s
decode: { format: json }
match: [{ name: all }]
key: nr
time: { at: "at | datetime('iso')" }
events:
  - rule: found
    type: count
    context: actual
    time: at
    things: { material: "no | id('mes-part')", quantity: ${quantity} }
`;

function quantityOf(quantity: string, record: object, declared = factors): unknown {
  const read = readPlan(plan(quantity));
  if (read.faults) return read.faults[0]?.message;
  const effective = effectivePlan({ plan: read.ok, ...plantA, factors: declared }, 's', examplePseudonyms);
  if (effective.faults) return effective.faults.map(({ code, path }) => `${code} ${path ?? ''}`);
  const [mapped] = mapFile(
    effective.ok,
    Buffer.from(JSON.stringify({ nr: '1', at: '2026-06-30T12:00:00Z', ...record })),
  );
  if (mapped?.kind === 'quarantined') return `${mapped.reason.code} ${mapped.reason.path}`;
  return mapped?.kind === 'events' && mapped.events[0]?.verb === 'count'
    ? mapped.events[0].things[0]?.quantity
    : mapped;
}

const inKilograms = `{ value: n, unit: "u | unit", in: kg, of: "no | id('mes-part')" }`;

test('M4: a quantity is converted exactly by the factor of its material that holds at that time, and kept as written', () => {
  expect(quantityOf(inKilograms, { no: '7', n: '40', u: 'ST' })).toEqual({
    value: '93.6',
    unit: 'kg',
    raw: { value: '40', unit: 'ST' },
  });
  expect(quantityOf(inKilograms, { no: '7', n: '40', u: 'ST', at: '2026-07-01T00:00:00Z' })).toMatchObject({
    value: '94.2',
  });
  expect(quantityOf(inKilograms, { no: '8', n: '1000', u: 'ST' })).toMatchObject({ value: '3', unit: 'kg' });
});

test('a unit that measures the same needs no factor, and one in the unit asked for is left as it is', () => {
  expect(quantityOf(inKilograms, { no: '9', n: '2500', u: 'G' })).toMatchObject({ value: '2.5', unit: 'kg' });
  expect(quantityOf(inKilograms, { no: '9', n: '2.500', u: 'kg' })).toEqual({ value: '2.500', unit: 'kg' });
  expect(quantityOf('{ value: n, unit: "u | unit", in: kg }', { no: '9', n: '1', u: 't' })).toMatchObject({
    value: '1000',
  });
});

test('where no factor is declared, or two contradict each other, the record waits', () => {
  expect(quantityOf(inKilograms, { no: '9', n: '40', u: 'ST' })).toBe('UNIT_DIMENSION u');
  expect(quantityOf('{ value: n, unit: "u | unit", in: kg }', { no: '7', n: '40', u: 'ST' })).toBe('UNIT_DIMENSION u');
  const twice = [...factors, { ...factors[1]!, is: { value: '2.4', unit: 'kg' } }];
  expect(quantityOf(inKilograms, { no: '7', n: '1', u: 'ST', at: '2026-08-01T00:00:00Z' }, twice)).toBe(
    'UNIT_FACTOR u',
  );
});

test('a unit that nobody knows, and days that are none, are faults of the plan', () => {
  expect(quantityOf('{ value: n, unit: "u | unit", in: Gramm }', {})).toEqual([
    'UNIT_UNKNOWN events[0].things.quantity.in',
  ]);
  expect(quantityOf(inKilograms, {}, [{ ...factors[0]!, from: '2026-08-01' }])).toEqual(['UNIT_FACTOR uses.units']);
});
