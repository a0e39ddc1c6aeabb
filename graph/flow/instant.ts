import type { TimePrecision } from '../store/changes.ts';

// Bounds are whole milliseconds and inclusive at both ends, as in graph/model/time-bounds.ts.

export const precisions: readonly TimePrecision[] = ['ns', 'us', 'ms', 's', 'min', 'h', 'day'];
const steps: readonly number[] = [1, 1, 1, 1000, 60_000, 3_600_000, 86_400_000];

/** Milliseconds since 1970 of UTC text `YYYY-MM-DDThh:mm:ss[.digits]Z`; finer digits are cut off. NaN for other text. */
export function instantMs(text: string): number {
  return Date.parse(text.length > 24 ? `${text.slice(0, 23)}Z` : text);
}

/** What a moment of this precision lasts beyond its first millisecond. */
export function slack(precision: number): number {
  return steps[precision]! - 1;
}

/** A missing precision is taken for the coarsest that its digits can mean: the second, or the millisecond. */
export function precisionOrdinal(precision: TimePrecision | undefined, text: string | undefined): number {
  if (precision !== undefined) return precisions.indexOf(precision);
  return precisions.indexOf(text?.includes('.') ? 'ms' : 's');
}
