import * as word from '../graph/flow/edge-word.ts';
import { unmeetable, isWhole, wholly } from './carry.ts';
import type { Surety } from './carry.ts';
import { always, common, covers } from './intervals.ts';
import type { Interval } from './intervals.ts';

// What becomes of the time that goes with a row when an edge is crossed (T10, T13). Three sorts of edges:
//   at a time    CONSUMED_BY, INSTALLED_IN, SAMPLED_AS: of a holder, what it then held takes part
//   made         PRODUCED: only under `time: strict` does its time matter
//   at any time  identity and membership: the same things are in it under the other name
// PACKED_IN is not here: its statements are paired first (windows.ts).

export const crossedAtATime = word.consumedBy | word.installedIn | word.sampledAs;

export interface Edge {
  readonly bits: number;
  readonly time: Interval;
  /** Whether what is left, and what is reached, hold other things (or times are strict: then all do). */
  readonly fromHolder: boolean;
  readonly toHolder: boolean;
}

export type Crossing = (edge: Edge, part: Interval) => Interval | undefined;
/** True: certain, but no time goes on with it. */
export type SureCrossing = (edge: Edge, surety: Surety | undefined) => Surety | boolean;

export interface CrossingRules {
  readonly outer: Crossing;
  readonly sure: SureCrossing;
}

const after = (lo: number): Surety | true => (lo === Infinity ? true : { lo, hi: Infinity, need: 'some' });

const forward: CrossingRules = {
  outer({ bits, time, toHolder }, part) {
    if ((bits & crossedAtATime) !== 0) return common(part, time) && always;
    return (bits & word.produced) === 0 && toHolder ? part : always;
  },
  sure({ bits, time, toHolder }, surety) {
    if ((bits & crossedAtATime) !== 0) return surety !== undefined && covers(surety, time) && wholly;
    if ((bits & word.produced) !== 0) return wholly;
    if (toHolder) return surety ?? true;
    return surety !== undefined && isWhole(surety) && wholly;
  },
};

const backward: CrossingRules = {
  outer({ bits, time, fromHolder, toHolder }, part) {
    if ((bits & crossedAtATime) !== 0) return time;
    return (bits & word.produced) === 0 && fromHolder && toHolder ? part : always;
  },
  sure({ bits, time, fromHolder, toHolder }, surety) {
    if (!toHolder || (bits & word.produced) !== 0) return wholly;
    if ((bits & crossedAtATime) !== 0) return { ...time, need: 'all' };
    return fromHolder ? (surety ?? true) : unmeetable;
  },
};

// Strict: every row carries from when on (forward) or until when (backward) it counts. Within one operation inputs still
// precede outputs (T10), so the making is never compared with what was made from.

const strictForward: CrossingRules = {
  outer({ bits, time }, part) {
    if ((bits & word.produced) !== 0) return { lo: Math.max(part.lo, time.lo), hi: Infinity };
    if ((bits & crossedAtATime) === 0) return part;
    const shared = common(part, time);
    return shared && { lo: shared.lo, hi: Infinity };
  },
  sure({ bits, time }, surety) {
    if ((bits & word.produced) !== 0) return surety === undefined || after(Math.max(surety.lo, time.hi + 1));
    if ((bits & crossedAtATime) === 0) return surety ?? true;
    return surety !== undefined && covers(surety, time) && after(time.hi + 1);
  },
};

const strictBackward: CrossingRules = {
  outer({ bits, time }, part) {
    if ((bits & word.produced) !== 0) return part.hi < time.lo ? undefined : { lo: -Infinity, hi: part.hi };
    return (bits & crossedAtATime) === 0 ? part : common({ lo: -Infinity, hi: part.hi }, time);
  },
  sure({ bits, time }, surety) {
    if ((bits & (word.produced | crossedAtATime)) === 0) return surety ?? true;
    const until = untilWhen(surety);
    if (time.hi >= until && until !== Infinity) return false;
    return (bits & word.produced) === 0 ? { ...time, need: 'all' } : { lo: -Infinity, hi: until, need: 'some' };
  },
};

// Only what asks for no moment at all is late enough for a time that nobody knows; the open end of a window is not.
function untilWhen(surety: Surety | undefined): number {
  if (surety === undefined) return -Infinity;
  if (isWhole(surety)) return Infinity;
  return Math.min(surety.need === 'all' ? surety.lo : surety.hi, Number.MAX_SAFE_INTEGER);
}

export function crossingRules(isForward: boolean, isStrict: boolean): CrossingRules {
  if (isStrict) return isForward ? strictForward : strictBackward;
  return isForward ? forward : backward;
}
