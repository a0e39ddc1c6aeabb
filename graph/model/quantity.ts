import { refused } from '../errors.ts';
import type { Problem, Result } from '../errors.ts';
import { addDecimals, Exact, printDecimal, readDecimal, subtractDecimals } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { divide } from './rational.ts';
import type { Rational } from './rational.ts';
import type { UnitSystem } from './unit-aliases.ts';
import { readUnit } from './unit-reader.ts';
import type { UnitReader } from './unit-reader.ts';
import { measuresSame, units } from './units.ts';
import type { Unit } from './units.ts';

/** How somebody came to the number. */
export const quantityBases = ['measured', 'counted', 'nominal', 'backflushed', 'estimated'] as const;
export type QuantityBasis = (typeof quantityBases)[number];

/** An amount. What is not known is absent, never zero. */
export interface Quantity {
  /** Exact, with the digits of the source. */
  readonly value: Decimal;
  /** UCUM code; `{piece}` for pieces. */
  readonly unit: string;
  /** What the source wrote. */
  readonly raw?: RawQuantity;
  readonly basis?: QuantityBasis;
  /** Only on a converted quantity: what it was converted from, so that no rounding is ever converted again. */
  readonly convertedFrom?: Amount;
}

export interface Amount {
  readonly value: Decimal;
  readonly unit: string;
}

export interface RawQuantity {
  readonly value: string;
  readonly unit: string;
  /** Which system of unit codes the source named. */
  readonly system?: string;
}

/** What a mapping hands over to be read. */
export interface WrittenQuantity extends RawQuantity {
  readonly system?: UnitSystem;
}

/** Reads value and unit as a source writes them; the text is kept as `raw` where reading changed it. */
export function readQuantity(
  raw: WrittenQuantity,
  basis?: QuantityBasis,
  read: UnitReader = readUnit,
): Result<Quantity> {
  const value = readDecimal(raw.value);
  if (value.problem) return value;
  const unit = read(raw.unit, raw.system);
  if (unit.problem) return unit;
  const isAsWritten = value.ok === raw.value && unit.ok === raw.unit;
  return {
    ok: { value: value.ok, unit: unit.ok, ...(isAsWritten ? {} : { raw }), ...(basis === undefined ? {} : { basis }) },
  };
}

/**
 * The same amount in another unit of the same dimension. Exact where the quotient ends; else rounded to 34 digits, and
 * converting again starts from the original (M4).
 */
export function convert(quantity: Quantity, unit: string): Result<Quantity> {
  if (unit === quantity.unit) return { ok: quantity };
  const origin = originFor(quantity, unit);
  if (unit === origin.unit) return { ok: { ...origin, ...basisOf(quantity) } };
  const pair = convertible(origin.unit, unit);
  if (pair.problem) return pair;
  const value = convertValue(origin.value, pair.ok.from, pair.ok.to);
  return { ok: { value, unit, ...basisOf(quantity), convertedFrom: origin } };
}

/** The sum, in the unit of `a`. */
export function addQuantities(a: Quantity, b: Quantity): Result<Quantity> {
  return combine(a, b, addDecimals);
}

export function subtractQuantities(a: Quantity, b: Quantity): Result<Quantity> {
  return combine(a, b, subtractDecimals);
}

/** Exact also between units whose ratio is no decimal. */
export function compareQuantities(a: Quantity, b: Quantity): Result<-1 | 0 | 1> {
  const [left, right] = [originFor(a, b.unit), originFor(b, a.unit)];
  if (left.unit === right.unit) return { ok: new Exact(left.value).cmp(right.value) };
  const pair = convertible(left.unit, right.unit);
  if (pair.problem) return pair;
  const { from, to } = pair.ok;
  // Both sides times both denominators, so that nothing is divided.
  const inBase = ({ value }: Amount, unit: Unit, other: Unit) =>
    new Exact(value)
      .plus(unit.offset ?? '0')
      .times(unit.factor.numerator)
      .times(other.factor.denominator);
  return { ok: inBase(left, from, to).cmp(inBase(right, to, from)) };
}

export function multiplyQuantity(quantity: Quantity, by: Rational): Quantity {
  const { value } = divide(new Exact(quantity.value).times(by.numerator), new Exact(by.denominator));
  return { value: printDecimal(value), unit: quantity.unit, ...basisOf(quantity) };
}

function combine(a: Quantity, b: Quantity, operate: (a: Decimal, b: Decimal) => Decimal): Result<Quantity> {
  const same = convert(b, a.unit);
  if (same.problem) return same;
  return { ok: { value: operate(a.value, same.ok.value), unit: a.unit, ...(a.basis === b.basis ? basisOf(a) : {}) } };
}

const basisOf = ({ basis }: Quantity) => (basis === undefined ? {} : { basis });

// Where a material's factor lay between, the original measures something else: then the present value has to do.
function originFor({ value, unit: own, convertedFrom }: Quantity, unit: string): Amount {
  const isOfUse = convertedFrom && (convertedFrom.unit === unit || measuresSame(convertedFrom.unit, unit));
  return isOfUse ? convertedFrom : { value, unit: own };
}

interface UnitPair {
  readonly from: Unit;
  readonly to: Unit;
}

function convertible(fromCode: string, toCode: string): Result<UnitPair> {
  const [from, to] = [units.get(fromCode), units.get(toCode)];
  if (!from) return unknownUnit(fromCode);
  if (!to) return unknownUnit(toCode);
  if (from.dimension === to.dimension) return { ok: { from, to } };
  const says = `${fromCode} measures ${from.dimension}, ${toCode} measures ${to.dimension}`;
  return refused('UNIT_DIMENSION', says, { value: fromCode });
}

function unknownUnit(code: string): { readonly problem: Problem } {
  return refused('UNIT_UNKNOWN', `Unit "${code}" is not one that we convert`, { value: code });
}

// One division at the very end: only there can a decimal fail to end.
function convertValue(value: Decimal, from: Unit, to: Unit): Decimal {
  const base = new Exact(value).plus(from.offset ?? '0').times(from.factor.numerator);
  const divisor = new Exact(from.factor.denominator).times(to.factor.numerator);
  const zero = new Exact(to.offset ?? '0').times(divisor);
  return printDecimal(divide(base.times(to.factor.denominator).minus(zero), divisor).value);
}
