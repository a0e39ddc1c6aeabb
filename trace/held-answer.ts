import type { View } from '../graph/model/view.ts';
import type { AnswerHead } from './answer.ts';
import type { FrozenRows } from './frozen-rows.ts';
import type { IntervalSet } from './intervals.ts';
import type { Question } from './question.ts';

/** A frozen answer as it is kept: rows, and what is needed to look at them again. */
export interface HeldAnswer {
  readonly head: AnswerHead;
  readonly question: Question;
  readonly view: View;
  readonly starts: readonly number[];
  readonly frozen: FrozenRows;
  readonly times: ReadonlyMap<number, IntervalSet>;
}

/** Roughly what it takes: rows, and a few hundred bytes for the rest. */
export function bytesOf({ frozen, times, head }: HeldAnswer): number {
  return frozen.bytes + times.size * 100 + head.completeness.gaps.length * 300 + 2000;
}
