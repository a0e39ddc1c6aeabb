import { problem } from '../../graph/errors.ts';
import type { ErrorCode, Problem } from '../../graph/errors.ts';

/** Something wrong with a plan, at a place in it. */
export interface PlanFault extends Problem {
  /** Names and indexes from the top of the plan. */
  readonly at: readonly (string | number)[];
  readonly line?: number;
}

export type Place = readonly (string | number)[];

/** Gathers what is wrong while a plan is compiled, so that an author sees all of it at once. */
export class Faults {
  readonly list: PlanFault[] = [];

  add(at: Place, code: ErrorCode, says: string): void {
    this.addProblem(at, problem(code, says));
  }

  addProblem(at: Place, found: Problem): void {
    this.list.push({ ...found, path: printPlace(at), at });
  }
}

export function printPlace(at: Place): string {
  return at
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
