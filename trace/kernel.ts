import type { Rows } from './rows.ts';
import { proveShared } from './shared-by-choice.ts';
import { Walk } from './walk.ts';
import type { Scratch, Walked } from './walk.ts';

/** Named in every answer: another version may give other answers. */
export const kernelVersion = 'whence-kernel/1';

export interface KernelQuestion {
  readonly starts: readonly number[];
  readonly isForward: boolean;
  readonly budget: number;
}

export interface KernelAnswer extends Walked {
  readonly notes: readonly string[];
}

// About a second; a choice that shares more than that has members with very long histories.
const stepsForShared = 20_000_000;

/** What lies before or after the starts, with depth and inclusion (trace.md §§2–4). */
export function trace(rows: Rows, question: KernelQuestion, scratch: Scratch, steps = stepsForShared): KernelAnswer {
  const { starts, isForward, budget } = question;
  const walked = new Walk(rows, isForward, scratch, { budget }).run(starts);
  if (isForward || rows.lens.rules.timeStrict || walked.choices.length === 0) return { ...walked, notes: [] };
  if (walked.isTruncated) return { ...walked, notes: [notSearched('the answer is truncated')] };
  return {
    ...walked,
    notes: proveShared(rows, walked, scratch, steps) ? [] : [notSearched('their histories are long')],
  };
}

const notSearched = (why: string): string =>
  `What all members of a choice share is certain; here it was not searched to the end (T17), since ${why}. It is shown as possible.`;
