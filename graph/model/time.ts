/** How fine a source's clock text is. The width of one step bounds what the time can mean. */
export const precisions = ['ns', 'us', 'ms', 's', 'min', 'h', 'day'] as const;
export type Precision = (typeof precisions)[number];

/** What the time stands for: when it happened, when somebody booked it, or when it must have been. */
export const timeBases = ['event', 'posting', 'inferred'] as const;
export type TimeBasis = (typeof timeBases)[number];

/** UTC as `2026-10-24T21:50:10Z`, with the fraction digits of the source, down to ns. */
export type UtcText = string;

/** When something happened. A point has no `to`. */
export interface TimeSpan {
  readonly from: UtcText;
  readonly to?: UtcText;
  /** The IANA zone it was resolved with, or the offset that the source wrote. */
  readonly zone?: string;
  readonly precision: Precision;
  readonly basis: TimeBasis;
}

/** What a local time means that its zone has twice, when its clocks go back. */
export type RepeatedHour = 'earlier' | 'later' | 'interval';

export function coarser(a: Precision, b: Precision): Precision {
  return precisions.indexOf(a) >= precisions.indexOf(b) ? a : b;
}

const utc = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/** Milliseconds since 1970, digits below the millisecond cut off. NaN for what is no UTC text. */
export function millisOf(text: UtcText): number {
  const match = utc.exec(text);
  return match ? Date.parse(`${match[1] ?? ''}.${(match[2] ?? '').padEnd(3, '0').slice(0, 3)}Z`) : NaN;
}

/** Orders exactly, down to the nanosecond, whatever number of digits each has. */
export function compareUtc(a: UtcText, b: UtcText): number {
  const [left, right] = [sortable(a), sortable(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const sortable = (text: UtcText) => (text.endsWith('Z') ? text.slice(0, -1) : text).padEnd(20, '.').padEnd(29, '0');
