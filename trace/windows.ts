import * as word from '../graph/flow/edge-word.ts';
import type { Identity } from './identity.ts';
import { always, covers, merged } from './intervals.ts';
import type { Interval, IntervalSet } from './intervals.ts';
import type { Lens } from './lens.ts';

/** When one thing was in another, from all statements of its putting in and its taking out (T13). */
export interface Stay {
  readonly content: number;
  /** When it may have been in. */
  readonly outer: IntervalSet;
  /** When it surely was in, window by window. */
  readonly inner: readonly Interval[];
  /** It was in at some time, surely. */
  readonly isStated: boolean;
  /** A window that nobody closed, and that later fillings made doubtful. */
  readonly isUnclosed: boolean;
  /** Edges that say so, ascending. */
  readonly edges: readonly number[];
}

interface Mark extends Interval {
  readonly edge: number;
  readonly statement: string;
  readonly isCertain: boolean;
  /** Set of reference designators; -1 where none is stated. */
  readonly position: number;
}

interface Marks {
  readonly begins: Mark[];
  readonly ends: Mark[];
}

/** A filling of the container: one statement, with the one content it names, or several. */
interface Filling extends Interval {
  readonly statement: string;
  readonly onlyContent: number | undefined;
}

const noMarks: Marks = { begins: [], ends: [] };

/** Everything that was ever in `container`, each with when. */
export function staysIn(lens: Lens, identity: Identity, container: number): ReadonlyMap<number, Stay> {
  const byContent = marksInto(lens, identity, container, word.packedIn);
  // Emptied: everything was taken out.
  const emptied = byContent.get(container)?.ends ?? [];
  byContent.delete(container);
  const fillings = fillingsOf(byContent);
  const stays = new Map<number, Stay>();
  for (const [content, marks] of byContent) {
    const all = { begins: marks.begins, ends: [...marks.ends, ...emptied] };
    const stay = stayOf(lens, content, all, marks, (begin) => nextFilling(fillings, begin, content));
    if (stay) stays.set(content, stay);
  }
  return stays;
}

/** When `part` was installed in `assembly`; only asked where the rules ask for the configuration at a time. */
export function installation(lens: Lens, identity: Identity, part: number, assembly: number): Stay | undefined {
  const marks = marksInto(lens, identity, assembly, word.installedIn).get(part) ?? noMarks;
  return stayOf(lens, part, marks, marks, () => Infinity);
}

function marksInto(lens: Lens, identity: Identity, into: number, kind: number): Map<number, Marks> {
  const { index } = lens;
  const byContent = new Map<number, Marks>();
  for (const node of identity.members(into))
    for (const edge of index.edgesOf(node, 'in')) {
      const bits = index.word[edge]!;
      const strength = (bits & kind) === 0 ? 0 : lens.strength(edge, bits);
      if (strength === 0) continue;
      const content = identity.rowOf(index.from[edge]!);
      let marks = byContent.get(content);
      if (!marks) byContent.set(content, (marks = { begins: [], ends: [] }));
      const mark = {
        ...lens.moment(edge),
        edge,
        statement: statementOf(lens, edge),
        isCertain: strength === 2,
        position: index.positionOf.get(edge) ?? -1,
      };
      ((bits & word.isEnd) === 0 ? marks.begins : marks.ends).push(mark);
    }
  return byContent;
}

function statementOf({ index }: Lens, edge: number): string {
  const row = index.envelope[edge]!;
  return `${index.envelopes.event[row]!} ${index.envelopes.recordedAt[row]!}`;
}

function stayOf(
  lens: Lens,
  content: number,
  { begins, ends }: Marks,
  own: Marks,
  filledAgain: (begin: Mark) => number,
): Stay | undefined {
  const windows = [
    ...begins.map((begin) => windowOf(begin, ends, filledAgain)),
    ...own.ends.flatMap((end) => windowBefore(end, begins, ends) ?? []),
  ];
  const counted = windows.filter(({ outer }) => lens.insideAt === undefined || covers(outer, at(lens.insideAt)));
  if (counted.length === 0) return undefined;
  if (lens.relaxed === 'windows') counted.push({ outer: always, isUnclosed: false });
  const inner = counted.flatMap((window) => window.inner ?? []);
  const surely = lens.insideAt === undefined ? undefined : inner.filter((one) => covers(one, at(lens.insideAt!)));
  return {
    content,
    outer: merged(counted.map(({ outer }) => outer)),
    inner: surely ?? inner,
    isStated: surely ? surely.length > 0 : [...own.begins, ...own.ends].some(({ isCertain }) => isCertain),
    isUnclosed: counted.some(({ isUnclosed }) => isUnclosed),
    edges: [...own.begins, ...own.ends].map(({ edge }) => edge).sort((a, b) => a - b),
  };
}

const at = (time: number): Interval => ({ lo: time, hi: time });

interface Window {
  readonly outer: Interval;
  readonly inner?: Interval;
  readonly isUnclosed: boolean;
}

function windowOf(begin: Mark, ends: readonly Mark[], filledAgain: (begin: Mark) => number): Window {
  const closing = ends.filter((end) => end.isCertain && end.lo > begin.hi && closes(end, begin));
  const maybe = ends.filter((end) => end.hi >= begin.lo);
  const outer = { lo: begin.lo, hi: closing.reduce((hi, end) => Math.min(hi, end.hi), Infinity) };
  const again = closing.length === 0 ? filledAgain(begin) : Infinity;
  const inner = { lo: begin.hi + 1, hi: maybe.reduce((hi, end) => Math.min(hi, end.lo), again) - 1 };
  const isUnclosed = again !== Infinity;
  const isSure = begin.isCertain && inner.lo < Infinity && inner.lo <= inner.hi;
  return isSure ? { outer, inner, isUnclosed } : { outer, isUnclosed };
}

// Taking out some of the designators leaves the others in.
function closes(end: Mark, begin: Mark): boolean {
  return end.position < 0 || end.position === begin.position;
}

/** A removal whose putting in nobody stated: in before, since nobody knows when. */
function windowBefore(end: Mark, begins: readonly Mark[], ends: readonly Mark[]): Window | undefined {
  const isBetween = (other: Mark, begin: Mark) =>
    other.edge !== end.edge && other.isCertain && other.lo > begin.hi && other.hi < end.lo;
  const isBegun = begins.some((begin) => begin.hi < end.lo && !ends.some((other) => isBetween(other, begin)));
  if (isBegun) return undefined;
  const formerEnds = ends.filter(
    (other) => other.edge !== end.edge && other.isCertain && other.hi < end.lo && closes(other, end),
  );
  const lo = formerEnds.reduce((latest, other) => Math.max(latest, other.lo), -Infinity);
  return { outer: { lo, hi: end.hi }, isUnclosed: false };
}

/** Ascending by begin; with the latest end of all up to each, so that a search backward knows when to stop. */
interface Fillings {
  readonly list: readonly Filling[];
  readonly latest: readonly number[];
}

function fillingsOf(byContent: ReadonlyMap<number, Marks>): Fillings {
  const byStatement = new Map<string, Filling>();
  for (const [content, { begins }] of byContent)
    for (const { statement, lo, hi } of begins) {
      const known = byStatement.get(statement);
      const onlyContent = known === undefined || known.onlyContent === content ? content : undefined;
      byStatement.set(statement, { statement, lo, hi, onlyContent });
    }
  const list = [...byStatement.values()].sort((a, b) => a.lo - b.lo);
  let latest = -Infinity;
  return { list, latest: list.map(({ hi }) => (latest = Math.max(latest, hi))) };
}

// An unclosed window is doubtful once the container was filled anew: by another statement, at another time, with something
// else (T13).
function nextFilling({ list, latest }: Fillings, begin: Mark, content: number): number {
  let i = firstAfter(list, begin.lo);
  while (i > 0 && latest[i - 1]! > begin.lo) i--;
  for (; i < list.length; i++) {
    const filling = list[i]!;
    const isSameTime = filling.lo === begin.lo && filling.hi === begin.hi;
    const isOther = filling.statement !== begin.statement && filling.onlyContent !== content;
    if (isOther && !isSameTime && filling.hi > begin.lo) return filling.lo;
  }
  return Infinity;
}

function firstAfter(list: readonly Filling[], time: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.lo <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
