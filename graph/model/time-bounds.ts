import { refused } from '../errors.ts';
import type { Result } from '../errors.ts';
import { coarser, compareUtc, millisOf } from './time.ts';
import type { Precision, TimeSpan } from './time.ts';
import { dayMs, readZone, startOfDay } from './zone.ts';

/** The earliest and the latest millisecond that a time can mean; both inclusive. */
export interface TimeBounds {
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** From the precision of the source and what its clock may be off by. */
export function bounds(time: TimeSpan, skewMs = 0): TimeBounds {
  const first = millisOf(time.from);
  const last = time.to === undefined ? first : millisOf(time.to);
  return { earliestMs: first - skewMs, latestMs: last + stepMs(time, last) - 1 + skewMs };
}

/** What is known about the order of two times. Overlapping bounds say nothing. */
export function compareTimes(a: TimeSpan, b: TimeSpan, skewMs = 0): 'before' | 'after' | 'unknown' {
  const [left, right] = [bounds(a, skewMs), bounds(b, skewMs)];
  if (left.latestMs < right.earliestMs) return 'before';
  return left.earliestMs > right.latestMs ? 'after' : 'unknown';
}

/** The span from the begin of one time to the end of another, as fine as the coarser of both. */
export function spanOf(from: TimeSpan, to: TimeSpan): Result<TimeSpan> {
  const end = to.to ?? to.from;
  if (compareUtc(end, from.from) < 0)
    return refused('TIME_ORDER', `The span ends ${end}, before it begins ${from.from}`, { value: end });
  return { ok: { ...from, to: end, precision: coarser(from.precision, to.precision) } };
}

const steps: Readonly<Record<Precision, number>> = {
  ns: 1,
  us: 1,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  day: dayMs,
};

function stepMs({ zone, precision }: TimeSpan, fromMs: number): number {
  return precision === 'day' && zone !== undefined ? lengthOfDay(zone, fromMs) : steps[precision];
}

// A local day has 23 or 25 hours when its zone's clocks change.
function lengthOfDay(zoneName: string, fromMs: number): number {
  const zone = readZone(zoneName).ok;
  if (!zone) return dayMs;
  const localMs = fromMs + zone(fromMs) * 1000;
  const next = startOfDay(zone, Math.floor(localMs / dayMs + 1) * dayMs);
  return next === undefined ? dayMs : next - fromMs;
}
