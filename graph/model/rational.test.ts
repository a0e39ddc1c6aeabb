import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Exact } from './decimal.ts';
import { divide, inverse, rational, significantDigits, timesRational } from './rational.ts';

const whole = fc.bigInt({ min: 1n, max: 10n ** 30n }).map(String);

test('a quotient that ends is exact, and says so', () => {
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      const { value, rounded } = divide(new Exact(a).times(b), new Exact(b));
      expect([value.toFixed(), rounded]).toEqual([a, false]);
    }),
  );
});

test('a quotient that does not end is good to 34 digits, whatever its size', () => {
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      const { value } = divide(new Exact(a), new Exact(b));
      const error = value.times(b).minus(a).abs();
      expect(error.lte(new Exact(a).times(`1e-${String(significantDigits - 1)}`))).toBe(true);
    }),
  );
});

test('a ratio times its inverse is one', () => {
  const factor = rational('4.4482216152605', '0.00064516');
  const { numerator, denominator } = timesRational(factor, inverse(factor));
  expect(numerator).toBe(denominator);
});
