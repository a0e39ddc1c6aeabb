import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { FlowIndex } from '../../graph/flow/flow-index.ts';
import { FrozenRows } from '../../trace/frozen-rows.ts';
import { trace } from '../../trace/kernel.ts';
import { Lens } from '../../trace/lens.ts';
import { conservative } from '../../trace/question.ts';
import { Rows } from '../../trace/rows.ts';
import { Scratch } from '../../trace/walk.ts';
import type { StandingQuestion } from './questions.ts';

const pageSize = 100;

/** Asks the kernel as a service would: certainty and rules, all rows, and the ids of the first page in their order. */
export class Asker {
  readonly #index: FlowIndex;
  readonly #scratch = new Scratch();

  constructor(index: FlowIndex) {
    this.#index = index;
  }

  ask({ start, isForward }: StandingQuestion): number {
    const lens = new Lens(this.#index, viewOfEverything(), { known: this.#index.position }, conservative);
    const rows = new Rows(lens);
    const walked = trace(rows, { starts: [start], isForward, budget: Infinity }, this.#scratch);
    const frozen = FrozenRows.of(walked, false);
    frozen.order(rows, pageSize);
    for (let place = 0; place < Math.min(pageSize, frozen.count); place++) rows.identity.id(frozen.row(place));
    return frozen.count;
  }
}
