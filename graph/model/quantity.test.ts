import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addQuantities,
  compareQuantities,
  convert,
  multiplyQuantity,
  readQuantity,
  subtractQuantities,
} from './quantity.ts';
import type { Quantity } from './quantity.ts';
import { rational } from './rational.ts';
import { units } from './units.ts';

const decimals = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^[1-9]\d{0,14}$/), fc.stringMatching(/^(\.\d{1,9})?$/))
  .map((parts) => parts.join(''));
const codes = fc.constantFrom(...units.keys());
const quantities = fc.record({ value: decimals, unit: codes });

const sameDimension = fc.tuple(quantities, codes, codes).filter(([{ unit }, other, third]) => {
  const dimension = units.get(unit)?.dimension;
  return units.get(other)?.dimension === dimension && units.get(third)?.dimension === dimension;
});

const converted = (quantity: Quantity, unit: string): Quantity => {
  const { ok, problem } = convert(quantity, unit);
  if (problem) throw new Error(problem.message);
  return ok;
};

test('M4: a quantity converted there and back is the same decimal', () => {
  fc.assert(
    fc.property(sameDimension, ([quantity, there, further]) => {
      expect(converted(converted(quantity, there), quantity.unit)).toEqual(quantity);
      expect(converted(converted(converted(quantity, there), further), quantity.unit)).toEqual(quantity);
    }),
  );
});

test('M4: a way over a third unit changes nothing', () => {
  fc.assert(
    fc.property(sameDimension, ([quantity, there, over]) => {
      expect(converted(converted(quantity, over), there)).toEqual(converted(quantity, there));
    }),
  );
});

test('M4: read, stored as text and read again is the same quantity', () => {
  const { ok } = readQuantity({ value: '2.000', unit: 'ST' }, 'backflushed');
  expect(ok).toEqual({ value: '2.000', unit: '{piece}', raw: { value: '2.000', unit: 'ST' }, basis: 'backflushed' });
  expect(JSON.parse(JSON.stringify(ok))).toEqual(ok);
});

test('a quantity already in UCUM needs no raw text beside it', () => {
  expect(readQuantity({ value: '0.35', unit: 'g' })).toEqual({ ok: { value: '0.35', unit: 'g' } });
});

test.each([
  ['2.5', 'kg', '2500', 'g'],
  ['25', 'Cel', '77', '[degF]'],
  ['-40', '[degF]', '-40', 'Cel'],
  ['0', 'Cel', '273.15', 'K'],
  ['1', '[in_i]', '25.4', 'mm'],
  ['1', '[gal_us]', '3.785411784', 'L'],
  ['1', '[lb_av]', '0.45359237', 'kg'],
  ['1', 'bar', '1000', 'mbar'],
  ['3', '12.{piece}', '36', '{piece}'],
  ['10', '[lbf_av].[ft_i]', '13.558179483314004', 'N.m'],
])('%s %s is exactly %s %s', (value, unit, expected, other) => {
  expect(converted({ value, unit }, other).value).toBe(expected);
});

test('a ratio that does not end is shown to 34 digits', () => {
  expect(converted({ value: '1', unit: 'kg' }, '[lb_av]').value).toBe('2.20462262184877580722973801345027');
});

test('pieces are not kilograms, and an unknown unit is named', () => {
  expect(convert({ value: '1', unit: '{piece}' }, 'kg').problem?.code).toBe('UNIT_DIMENSION');
  expect(convert({ value: '1', unit: 'J' }, 'N.m').problem?.code).toBe('UNIT_DIMENSION');
  expect(convert({ value: '1', unit: 'kg' }, 'furlong').problem).toMatchObject({
    code: 'UNIT_UNKNOWN',
    value: 'furlong',
  });
});

test('comparing agrees with converting, and is exact where converting must round', () => {
  fc.assert(
    fc.property(sameDimension, ([a, unit]) => {
      expect(compareQuantities(a, converted(a, unit))).toEqual({ ok: 0 });
      expect(compareQuantities(converted(a, unit), a)).toEqual({ ok: 0 });
    }),
  );
  const third = { value: `0.${'3'.repeat(60)}`, unit: 'h' };
  expect(compareQuantities({ value: '20', unit: 'min' }, third)).toEqual({ ok: 1 });
});

test('sums are in the unit of the first and keep a basis only when both have it', () => {
  const kilo: Quantity = { value: '1.50', unit: 'kg', basis: 'measured' };
  const grams: Quantity = { value: '250', unit: 'g', basis: 'nominal' };
  expect(addQuantities(kilo, grams)).toEqual({ ok: { value: '1.75', unit: 'kg' } });
  expect(subtractQuantities(kilo, kilo)).toEqual({ ok: { value: '0.00', unit: 'kg', basis: 'measured' } });
});

test('a product is exact', () => {
  expect(multiplyQuantity({ value: '0.1', unit: 'kg' }, rational('3'))).toEqual({ value: '0.3', unit: 'kg' });
});

test.each([
  [{ value: '1,5', unit: 'kg' }, 'DECIMAL_UNREADABLE'],
  [{ value: '1.5', unit: 'Schaufel' }, 'UNIT_UNKNOWN'],
])('%j is refused with %s', (raw, code) => {
  expect(readQuantity(raw).problem?.code).toBe(code);
});
