import * as word from '../graph/flow/edge-word.ts';
import { compareUtf8 } from '../graph/model/utf8-order.ts';
import type { PossibleReason } from './answer.ts';
import type { Answered } from './answered.ts';
import { crossedAtATime } from './crossing.ts';
import { always, common } from './intervals.ts';
import type { Rows } from './rows.ts';
import { edgesFromLevel, isInLevel } from './level-edges.ts';

/** A row one level nearer to a start, and what leads from it. */
export interface Parent {
  readonly place: number;
  /** Absent where no statement leads: a lot number without its material. */
  readonly edge: number | undefined;
  readonly eid: string;
  /** The edge alone would keep a certain row certain. */
  readonly isStrong: boolean;
  readonly weakness: PossibleReason;
}

/** The best parent of a row: over a certain chain before a possible one, then by edge id. Starts have none. */
export function parentOf(answer: Answered, place: number): Parent | undefined {
  const depth = answer.frozen.depth(place);
  if (depth === 0) return undefined;
  const parents = [...parentsOf(answer, place, depth - 1)];
  return parents.sort((a, b) => rank(answer, a) - rank(answer, b) || compareUtf8(a.eid, b.eid))[0];
}

/** Why a row is only possible: the first weakening on its best path. */
export function reasonOf(answer: Answered, place: number): PossibleReason | undefined {
  if (answer.frozen.isCertain(place)) return undefined;
  for (let at = place; ;) {
    const parent = parentOf(answer, at);
    if (parent === undefined) return 'reached over a possible row';
    if (answer.frozen.isCertain(parent.place)) return parent.weakness;
    at = parent.place;
  }
}

function rank({ frozen }: Answered, { place, isStrong }: Parent): number {
  if (!frozen.isCertain(place)) return 2;
  return isStrong ? 0 : 1;
}

function* parentsOf(answer: Answered, place: number, level: number): Generator<Parent> {
  const { rows, frozen, places } = answer;
  const { index } = rows.lens;
  const row = frozen.row(place);
  for (const [edge, nearer] of edgesFromLevel(answer, row, level)) {
    const crossed = crossing(answer, nearer, row, edge);
    if (crossed) yield { place: places.of(nearer), edge, eid: index.eid(edge), ...crossed };
  }
  for (const guess of rows.identity.guesses(row)) {
    if (!isInLevel(answer, guess.row, level)) continue;
    const weakness = guess.edge === undefined ? 'unresolved identity' : 'guessed identity';
    const eid = guess.edge === undefined ? '' : index.eid(guess.edge);
    yield { place: places.of(guess.row), edge: guess.edge, eid, isStrong: false, weakness };
  }
}

function crossing(
  { rows, isForward, times }: Answered,
  from: number,
  to: number,
  e: number,
): Pick<Parent, 'isStrong' | 'weakness'> | undefined {
  const bits = rows.lens.index.word[e]!;
  const strength = rows.strength(e, bits);
  if (strength === 0) return undefined;
  const parts = times.get(from) ?? [always];
  if ((bits & word.packedIn) !== 0) {
    const stay = isForward ? rows.stay(from, to) : rows.stay(to, from);
    if (!stay?.outer.some((window) => parts.some((part) => common(part, window)))) return undefined;
    return { isStrong: stay.isStated, weakness: weaknessOf(rows, e, stay.isUnclosed) };
  }
  const isTimely =
    !isForward || (bits & crossedAtATime) === 0 || parts.some((part) => common(part, rows.lens.time(e, bits)));
  return isTimely ? { isStrong: strength === 2, weakness: weaknessOf(rows, e, isUnclosedIn(rows, from)) } : undefined;
}

function weaknessOf({ lens }: Rows, e: number, isUnclosed: boolean): PossibleReason {
  const bits = lens.index.word[e]!;
  if ((bits & word.isChosen) !== 0) return 'alternatives';
  if ((bits & word.isInferred) !== 0) return 'inferred link';
  if (lens.isUncertainInTime(e, bits)) return 'valid time uncertain';
  return isUnclosed ? 'window not closed' : 'window may not overlap';
}

function isUnclosedIn(rows: Rows, holder: number): boolean {
  return rows.isHolder(holder) && [...rows.staysIn(holder).values()].some(({ isUnclosed }) => isUnclosed);
}
