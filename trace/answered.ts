import type { FrozenRows } from './frozen-rows.ts';
import type { IntervalSet } from './intervals.ts';
import type { Places } from './places.ts';
import type { Rows } from './rows.ts';

/** A frozen answer with what is needed to look at its rows. */
export interface Answered {
  readonly rows: Rows;
  readonly frozen: FrozenRows;
  readonly places: Places;
  readonly isForward: boolean;
  /** Times that holders were reached at. */
  readonly times: ReadonlyMap<number, IntervalSet>;
}
