import { common, covers, isAlways, isCovered, merged } from './intervals.ts';
import type { Interval, IntervalSet } from './intervals.ts';

/**
 * A time at which a certain chain reaches a row. Chains of containment must share a moment, so the time goes with them:
 * `some` moment of it is asked for, or `all` of it (an operation of uncertain time is surely inside only if all of it is).
 */
export interface Surety extends Interval {
  readonly need: 'some' | 'all';
}

export const wholly: Surety = { lo: -Infinity, hi: Infinity, need: 'some' };
/** Only what was in at all times meets it: the row itself is certain, and nothing in it. */
export const unmeetable: Surety = { lo: -Infinity, hi: Infinity, need: 'all' };

export const isWhole = (surety: Surety): boolean => surety.need === 'some' && isAlways(surety);

/**
 * What a holder (or, where times are strict, any row) was reached with. Outer times are one merged set (a union distributes
 * over intersection); sureties are kept apart, since several together may cover a time that none covers alone.
 */
export class Carry {
  outer: IntervalSet = [];
  /** Outer times to be expanded at this level, and those that came during it. */
  fresh: Interval[] = [];
  pending: Interval[] = [];
  sureties: Surety[] = [];
  /** Sureties not yet spread. */
  unspread: Surety[] = [];
  isWaiting = false;
  /** Certain by some chain, whether or not a time goes with it. */
  isToSpread = false;

  /** Whether the outer set grew. */
  widen(part: Interval): boolean {
    if (isCovered(this.outer, part)) return false;
    this.outer = merged([...this.outer, part]);
    this.pending.push(part);
    return true;
  }

  /** Whether the surety says more than those known. */
  assure(surety: Surety): boolean {
    if (this.sureties.some((known) => isStronger(known, surety))) return false;
    this.sureties = this.sureties.filter((known) => !isStronger(surety, known));
    this.sureties.push(surety);
    this.unspread.push(surety);
    return true;
  }
}

function isStronger(a: Surety, b: Surety): boolean {
  if (a.need === 'some') return b.need === 'some' ? covers(a, b) : isAlways(a);
  return b.need === 'all' && covers(b, a);
}

/** What is left of a surety on the way into or out of a window. */
export function through(surety: Surety, window: Interval): Surety | undefined {
  if (surety.need === 'all') return covers(window, surety) ? surety : undefined;
  const shared = common(surety, window);
  return shared && { ...shared, need: 'some' };
}
