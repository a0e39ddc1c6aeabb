import BigConstructor from 'big.js';
import type { Big } from 'big.js';
import { refused } from '../errors.ts';
import type { Problem, Result } from '../errors.ts';

/** An exact decimal as text, with the digits that were read: `2.000` says more than `2`. */
export type Decimal = string;

// A constructor of our own: no other user of the library can change how we divide. Forty places leave room to tell a
// quotient that ends from one that does not for every pair of units in the table.
export const Exact = BigConstructor();
Exact.DP = 40;
Exact.RM = BigConstructor.roundHalfEven;
Exact.strict = true;

const form = /^(?:\+|(-))?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
const longest = 80;

// As most sources write them: nothing to compute, and no zero on the left that has to go.
const plainForm = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const isZero = /^-?[0.]+$/;

/** Reads plain decimals with a point, an exponent allowed. Scale is kept, leading zeros and a plus sign are not. */
export function readDecimal(text: string): Result<Decimal> {
  if (text.length <= longest && plainForm.test(text)) return { ok: isZero.test(text) ? text.replace('-', '') : text };
  const match = text.length <= longest ? form.exec(text.trim()) : null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  const shift = Number(exponent);
  if (whole + fraction === '' || Math.abs(shift) > longest) return noDecimal(text);
  const value = new Exact(`${sign}${whole || '0'}.${fraction || '0'}e${String(shift)}`);
  const printed = printDecimal(value, Math.max(0, fraction.length - shift));
  return printed.length > longest ? noDecimal(text) : { ok: printed };
}

function noDecimal(text: string): { readonly problem: Problem } {
  return refused('DECIMAL_UNREADABLE', `"${text.slice(0, longest)}" is no decimal of up to ${longest} characters`, {
    value: text,
  });
}

/** Prints without exponent, with at least `scale` places. Zero has no sign. */
export function printDecimal(value: Big, scale = 0): Decimal {
  const shortest = value.toFixed();
  const text = scaleOf(shortest) >= scale ? shortest : value.toFixed(scale);
  return value.eq('0') && text.startsWith('-') ? text.slice(1) : text;
}

export function scaleOf(value: Decimal): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  return printDecimal(new Exact(a).plus(b), Math.max(scaleOf(a), scaleOf(b)));
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return printDecimal(new Exact(a).minus(b), Math.max(scaleOf(a), scaleOf(b)));
}

export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  return new Exact(a).cmp(b);
}
