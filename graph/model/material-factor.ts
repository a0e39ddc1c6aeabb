import { refused } from '../errors.ts';
import type { Result } from '../errors.ts';
import { Exact } from './decimal.ts';
import { convert, multiplyQuantity } from './quantity.ts';
import type { Amount, Quantity } from './quantity.ts';
import { rational } from './rational.ts';
import { measuresSame } from './units.ts';

/** A declared equality for one material: 1 `{piece}` = 0.0125 `kg`. */
export interface MaterialFactor {
  /** Key or number of the material; compared as text with the one asked for. */
  readonly material: string;
  readonly of: Amount;
  readonly is: Amount;
  /** Milliseconds of UTC, inclusive; absent is since ever. */
  readonly fromMs?: number;
  /** Exclusive; absent is until further notice. */
  readonly toMs?: number;
}

/**
 * Converts within a dimension by the unit table, and between dimensions by the material's factors valid at that time,
 * in either direction. `UNIT_DIMENSION` when none is declared, `UNIT_FACTOR` when two valid ones differ.
 */
export function convertForMaterial(
  quantity: Quantity,
  unit: string,
  {
    material,
    atMs,
    factors,
  }: { readonly material: string; readonly atMs: number; readonly factors: readonly MaterialFactor[] },
): Result<Quantity> {
  const plain = convert(quantity, unit);
  if (plain.problem?.code !== 'UNIT_DIMENSION') return plain;
  const valid = factors.filter((factor) => factor.material === material && isValid(factor, atMs));
  const found = valid.flatMap((factor) => byFactor(quantity, unit, factor) ?? []);
  return agreed(found, material, unit) ?? plain;
}

function isValid({ fromMs, toMs }: MaterialFactor, atMs: number): boolean {
  return (fromMs === undefined || fromMs <= atMs) && (toMs === undefined || atMs < toMs);
}

function agreed(found: readonly Quantity[], material: string, unit: string): Result<Quantity> | undefined {
  const [first] = found;
  if (!first) return undefined;
  if (found.every(({ value }) => new Exact(value).eq(first.value))) return { ok: first };
  const values = found.map(({ value }) => `${value} ${unit}`).join(' and ');
  return refused('UNIT_FACTOR', `The factors of ${material} give ${values}`, { value: material });
}

function byFactor(quantity: Quantity, unit: string, { of, is }: MaterialFactor): Quantity | undefined {
  return through(quantity, unit, of, is) ?? through(quantity, unit, is, of);
}

function through(quantity: Quantity, unit: string, near: Amount, far: Amount): Quantity | undefined {
  if (!measuresSame(quantity.unit, near.unit) || !measuresSame(far.unit, unit) || new Exact(near.value).eq('0'))
    return undefined;
  const inNear = convert(quantity, near.unit).ok;
  if (!inNear) return undefined;
  const inFar = { ...multiplyQuantity(inNear, rational(far.value, near.value)), unit: far.unit };
  const inUnit = convert(inFar, unit).ok;
  return inUnit && { ...inUnit, convertedFrom: { value: quantity.value, unit: quantity.unit } };
}
