import type { Result } from '../errors.ts';
import type { Decimal } from './decimal.ts';
import { compareQuantities } from './quantity.ts';

/** What a characteristic was found to be. */
export type MeasuredValue =
  | { readonly type: 'decimal'; readonly value: Decimal; readonly unit: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'coded'; readonly code: string; /** Which list the code is from. */ readonly list?: string }
  | { readonly type: 'text'; readonly text: string };

/** Inclusive, in `unit`; one end may be open. The revision says which issue of the specification was applied. */
export interface Limits {
  readonly low?: Decimal;
  readonly high?: Decimal;
  readonly unit: string;
  readonly revision?: string;
}

export const evaluations = ['pass', 'fail', 'warn', 'not evaluated'] as const;
export type Evaluation = (typeof evaluations)[number];

/** One result of a test, as its source stated it. */
export interface Measurement {
  readonly characteristic: string;
  readonly value: MeasuredValue;
  readonly limits?: Limits;
  readonly evaluation: Evaluation;
  /** 0 is the first test, 1 the first retest. */
  readonly retest?: number;
  readonly method?: string;
  /** Key of the instrument. */
  readonly instrument?: string;
}

/**
 * Whether the value lies within the limits, exactly and across units of one dimension. The source's own evaluation is
 * kept as stated; this is for checking it and for re-judging. What is no decimal is not evaluated.
 */
export function evaluate(measured: MeasuredValue, { low, high, unit }: Limits): Result<Evaluation> {
  if (measured.type !== 'decimal' || (low === undefined && high === undefined)) return { ok: 'not evaluated' };
  const found = { value: measured.value, unit: measured.unit };
  const fromLow = low === undefined ? within : compareQuantities(found, { value: low, unit });
  const fromHigh = high === undefined ? within : compareQuantities(found, { value: high, unit });
  if (fromLow.problem) return fromLow;
  if (fromHigh.problem) return fromHigh;
  return { ok: fromLow.ok < 0 || fromHigh.ok > 0 ? 'fail' : 'pass' };
}

const within: Result<-1 | 0 | 1> = { ok: 0 };
