/** Milliseconds, inclusive at both ends. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export const always: Interval = { lo: -Infinity, hi: Infinity };

export const isAlways = ({ lo, hi }: Interval): boolean => lo === -Infinity && hi === Infinity;

export const covers = (whole: Interval, part: Interval): boolean => whole.lo <= part.lo && part.hi <= whole.hi;

export function common(a: Interval, b: Interval): Interval | undefined {
  const lo = Math.max(a.lo, b.lo);
  const hi = Math.min(a.hi, b.hi);
  return lo <= hi ? { lo, hi } : undefined;
}

/** Times that are in one of the intervals: ascending, none touching another. */
export type IntervalSet = readonly Interval[];

export function meet(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a.length === 1 && isAlways(a[0]!)) return b;
  if (b.length === 1 && isAlways(b[0]!)) return a;
  return merged(a.flatMap((x) => b.flatMap((y) => common(x, y) ?? [])));
}

export function merged(intervals: readonly Interval[]): IntervalSet {
  if (intervals.length < 2) return intervals;
  const ascending = [...intervals].sort((a, b) => a.lo - b.lo);
  const result: Interval[] = [];
  for (const next of ascending) {
    const last = result.at(-1);
    if (last === undefined || next.lo > last.hi) result.push(next);
    else if (next.hi > last.hi) result[result.length - 1] = { lo: last.lo, hi: next.hi };
  }
  return result;
}

/** Whether the set grows by the interval. */
export function isCovered(set: IntervalSet, part: Interval): boolean {
  return set.some((whole) => covers(whole, part));
}
