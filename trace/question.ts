import type { LedgerPosition } from '../graph/ledger/ledger.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';

export type Direction = 'forward' | 'backward';

/**
 * Rules are data and part of the question. `conservative` is every field at its default; anything else is a named override
 * with a reason, and its answer shows the conservative counts too.
 */
export interface Rules {
  readonly name: string;
  readonly reason?: string;
  /** T10 override: drop what provably came later. */
  readonly timeStrict: boolean;
  /** T13: windows count when they hold at this instant (UTC text); `ever` where absent. */
  readonly insideAt?: string;
  /** Leave out everything that is only `possible`. */
  readonly certainOnly: boolean;
  /** Flow kinds walked; all where absent. */
  readonly follow?: readonly string[];
}

export const conservative: Rules = { name: 'conservative', timeStrict: false, certainOnly: false };

export interface AsOfPair {
  /** As known at this ledger position. */
  readonly known: LedgerPosition;
  /** As valid at this instant, UTC text (T24); any time where absent. */
  readonly validAt?: string;
}

export interface Budget {
  /** The walk stops before the level that would exceed it (T4). */
  readonly nodes: number;
}

/** A question whose starts are resolved to keys. Equal questions give equal answers, byte for byte. */
export interface Question {
  readonly starts: readonly ObjectKey[];
  readonly direction: Direction;
  readonly rules: Rules;
  readonly asOf: AsOfPair;
  readonly budget: Budget;
}
