import type { Result } from '../errors.ts';
import type { Decimal } from './decimal.ts';
import { compareQuantities } from './quantity.ts';

/** How the text of a value is to be read. */
export const valueTypes = ['decimal', 'boolean', 'code', 'text'] as const;
export type ValueType = (typeof valueTypes)[number];

/** What its source says of a result. A failed one that somebody accepted stays failed, with that said. */
export const verdicts = ['pass', 'fail', 'warn', 'accepted under concession', 'not evaluated'] as const;
export type Verdict = (typeof verdicts)[number];

/** A measured or set value with the limits that were applied; both limits are inclusive and in the value's unit. */
export interface LimitedValue {
  readonly type: ValueType;
  readonly value: string;
  readonly unit?: string;
  readonly low?: Decimal;
  readonly high?: Decimal;
}

/** Other limits to judge by, maybe in another unit: a later revision of the specification. */
export interface Limits {
  readonly low?: Decimal;
  readonly high?: Decimal;
  readonly unit: string;
}

const dimensionless = '1';

/**
 * Whether the value lies within the limits: exactly, and across units of one dimension. For checking a source's verdict
 * and for judging again; the verdict of the source is kept as stated. What is no decimal or has no limit is not evaluated.
 */
export function judge(measured: LimitedValue, limits?: Limits): Result<Verdict> {
  const { low, high, unit } = limits ?? { unit: dimensionless, ...measured };
  if (measured.type !== 'decimal' || (low === undefined && high === undefined)) return { ok: 'not evaluated' };
  const found = { value: measured.value, unit: measured.unit ?? dimensionless };
  const fromLow = low === undefined ? within : compareQuantities(found, { value: low, unit });
  if (fromLow.problem) return fromLow;
  const fromHigh = high === undefined ? within : compareQuantities(found, { value: high, unit });
  if (fromHigh.problem) return fromHigh;
  return { ok: fromLow.ok < 0 || fromHigh.ok > 0 ? 'fail' : 'pass' };
}

const within: Result<-1 | 0 | 1> = { ok: 0 };
