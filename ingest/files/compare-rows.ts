/** Rows of a file, as it was and as it is. */
export type RowChange =
  /** The front fell out, the rest stands, and rows from `from` on are new; the last row of before is given again. */
  | { readonly kind: 'rolled'; readonly fallen: number; readonly from: number }
  /** Rows of before are missing between others that are still there; `added` are rows of now that were not there. */
  | { readonly kind: 'vanished'; readonly rows: readonly number[]; readonly added: readonly number[] }
  /** No row of before is left. */
  | { readonly kind: 'lost' };

/** What became of the rows of a file that drops its oldest. The last row of before may have been cut when it was read. */
export function compareRolling(before: readonly string[], now: readonly string[]): RowChange {
  const last = before.at(-1) ?? '';
  const whole = before.slice(0, -1);
  const fails = failures(now);
  for (let m = overlap(whole, now, fails); ; m = fails[m - 1]!) {
    if (now[m]?.startsWith(last) === true) return { kind: 'rolled', fallen: whole.length - m, from: m };
    if (m === 0) break;
  }
  const { kept, added } = match(before, now);
  const first = kept.indexOf(true);
  if (first < 0) return { kind: 'lost' };
  return { kind: 'vanished', rows: missing(kept).filter((row) => row > first), added };
}

/**
 * Rows that are gone from a file which should only grow. None where less than half of its rows are left: that is another
 * content under the same name, and not the same one with rows taken out.
 */
export function vanishedRows(before: readonly string[], now: readonly string[]): readonly number[] {
  const { kept } = match(before, now);
  const gone = missing(kept);
  const isSameFile = gone.length * 2 <= before.length;
  const last = before.length - 1;
  // A last row that was cut when it was read is there still, only longer.
  const isCut = (row: number): boolean => row === last && now.some((each) => each.startsWith(before[last]!));
  return isSameFile ? gone.filter((row) => !isCut(row)) : [];
}

const missing = (kept: readonly boolean[]): readonly number[] => kept.flatMap((is, row) => (is ? [] : [row]));

/** Each row of before takes one equal row of now. */
function match(
  before: readonly string[],
  now: readonly string[],
): { kept: readonly boolean[]; added: readonly number[] } {
  // Last first, so that the next one to take is at the end: files of many equal rows are compared in linear time.
  const places = Map.groupBy([...now.keys()].reverse(), (row) => now[row]!);
  const taken = new Set<number>();
  const kept = before.map((text) => {
    const place = places.get(text)?.pop();
    if (place !== undefined) taken.add(place);
    return place !== undefined;
  });
  return { kept, added: now.flatMap((_, row) => (taken.has(row) ? [] : [row])) };
}

// Knuth, Morris and Pratt: equal rows in a row must not make it quadratic.
function failures(pattern: readonly string[]): readonly number[] {
  const fails: number[] = [0];
  for (let i = 1, m = 0; i < pattern.length; i++) {
    while (m > 0 && pattern[i] !== pattern[m]) m = fails[m - 1]!;
    if (pattern[i] === pattern[m]) m++;
    fails.push(m);
  }
  return fails;
}

/** How many rows at the end of before are those at the beginning of now. */
function overlap(before: readonly string[], now: readonly string[], fails: readonly number[]): number {
  let m = 0;
  for (const row of before) {
    while (m > 0 && (m === now.length || row !== now[m])) m = fails[m - 1]!;
    if (row === now[m]) m++;
  }
  return m;
}
