import * as word from '../graph/flow/edge-word.ts';
import { compareUtf8 } from '../graph/model/utf8-order.ts';
import type { PossibleReason } from './answer.ts';
import type { Answered } from './answered.ts';
import { crossedAtATime } from './crossing.ts';
import { always, common } from './intervals.ts';
import type { IntervalSet } from './intervals.ts';
import type { Rows } from './rows.ts';
import type { Strength } from './lens.ts';
import { eachEdgeFromLevel, isInLevel } from './level-edges.ts';

const whole: IntervalSet = [always];

/** A row one level nearer to a start, and what leads from it. */
export interface Parent {
  readonly place: number;
  /** Absent where no statement leads: a lot number without its material. */
  readonly edge: number | undefined;
  /** The edge alone would keep a certain row certain. */
  readonly isStrong: boolean;
}

/** The best parent of a row: over a certain chain before a possible one, then by edge id. Starts have none. */
export function parentOf(answer: Answered, place: number): Parent | undefined {
  const depth = answer.frozen.depth(place);
  if (depth === 0) return undefined;
  let best: Parent | undefined;
  eachParent(answer, place, depth - 1, (parent) => {
    if (best === undefined || isBefore(answer, parent, best)) best = parent;
  });
  return best;
}

/** Why a row is only possible: the first weakening on its best path. */
export function reasonOf(answer: Answered, place: number): PossibleReason | undefined {
  if (answer.frozen.isCertain(place)) return undefined;
  for (let at = place; ;) {
    const parent = parentOf(answer, at);
    if (parent === undefined) return 'reached over a possible row';
    if (answer.frozen.isCertain(parent.place)) return weaknessOf(answer, parent, at);
    at = parent.place;
  }
}

function isBefore(answer: Answered, a: Parent, b: Parent): boolean {
  const [first, second] = [rank(answer, a), rank(answer, b)];
  return first === second ? compareUtf8(eidOf(answer, a), eidOf(answer, b)) < 0 : first < second;
}

function rank({ frozen }: Answered, { place, isStrong }: Parent): number {
  if (!frozen.isCertain(place)) return 2;
  return isStrong ? 0 : 1;
}

const eidOf = ({ rows }: Answered, { edge }: Parent): string => (edge === undefined ? '' : rows.lens.index.eid(edge));

// Called back instead of giving a list: a page has thousands of rows, and most have one parent.
function eachParent(answer: Answered, place: number, level: number, visit: (parent: Parent) => void): void {
  const { rows, frozen, places } = answer;
  const row = frozen.row(place);
  eachEdgeFromLevel(answer, row, level, (edge, nearer) => {
    const strength = crossing(answer, nearer, row, edge);
    if (strength > 0) visit({ place: places.of(nearer), edge, isStrong: strength === 2 });
  });
  for (const guess of rows.identity.guesses(row))
    if (isInLevel(answer, guess.row, level)) visit({ place: places.of(guess.row), edge: guess.edge, isStrong: false });
}

function crossing({ rows, isForward, times }: Answered, from: number, to: number, e: number): Strength {
  const bits = rows.lens.index.word[e]!;
  const strength = rows.strength(e, bits);
  if (strength === 0) return 0;
  if ((bits & word.packedIn) !== 0) {
    const stay = isForward ? rows.stay(from, to) : rows.stay(to, from);
    const parts = times.get(from) ?? whole;
    if (!stay?.outer.some((window) => parts.some((part) => common(part, window)))) return 0;
    return stay.isStated ? 2 : 1;
  }
  if (!isForward || (bits & crossedAtATime) === 0) return strength;
  const time = rows.lens.time(e, bits);
  return (times.get(from) ?? whole).some((part) => common(part, time)) ? strength : 0;
}

/** What keeps the row from being certain where its parent is. */
function weaknessOf({ rows, frozen, isForward }: Answered, { place, edge }: Parent, at: number): PossibleReason {
  if (edge === undefined) return 'unresolved identity';
  const { lens } = rows;
  const bits = lens.index.word[edge]!;
  if ((bits & word.sameAs) !== 0) return 'guessed identity';
  if ((bits & word.isChosen) !== 0) return 'alternatives';
  if ((bits & word.isInferred) !== 0) return 'inferred link';
  if (lens.isUncertainInTime(edge, bits)) return 'valid time uncertain';
  const [from, to] = [frozen.row(place), frozen.row(at)];
  const isUnclosed =
    (bits & word.packedIn) === 0
      ? isUnclosedIn(rows, from)
      : (isForward ? rows.stay(from, to) : rows.stay(to, from))?.isUnclosed === true;
  return isUnclosed ? 'window not closed' : 'window may not overlap';
}

function isUnclosedIn(rows: Rows, holder: number): boolean {
  return rows.isHolder(holder) && [...rows.staysIn(holder).values()].some(({ isUnclosed }) => isUnclosed);
}
