import type { Big } from 'big.js';
import { Exact, printDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';

/** An exact ratio of two decimals; what a unit or a conversion factor is, since 1 lb in kg ends and 1 kg in lb does not. */
export interface Rational {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
}

export function rational(numerator: Decimal, denominator: Decimal = '1'): Rational {
  return { numerator, denominator };
}

export function inverse({ numerator, denominator }: Rational): Rational {
  return { numerator: denominator, denominator: numerator };
}

export function timesRational(a: Rational, b: Rational): Rational {
  const product = (x: Decimal, y: Decimal) => printDecimal(new Exact(x).times(y));
  return { numerator: product(a.numerator, b.numerator), denominator: product(a.denominator, b.denominator) };
}

/** A quotient as a decimal: the whole of it where it ends, else rounded to `significantDigits`. */
export interface Quotient {
  readonly value: Big;
  readonly rounded: boolean;
}

export const significantDigits = 34;

export function divide(numerator: Big, denominator: Big): Quotient {
  const value = numerator.div(denominator);
  if (value.times(denominator).eq(numerator)) return { value, rounded: false };
  return { value: divideFully(numerator, denominator), rounded: true };
}

// Big.js divides to a fixed number of places; moving the point first makes that a number of digits.
function divideFully(numerator: Big, denominator: Big): Big {
  const shift = Math.max(0, denominator.e - numerator.e);
  const up = new Exact(`1e${String(shift)}`);
  return new Exact(numerator.times(up).div(denominator).toPrecision(significantDigits)).times(`1e-${String(shift)}`);
}
