import type { FlowIndex } from '../../graph/flow/flow-index.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import { Engine } from '../../trace/engine.ts';
import { noEvidence } from '../../trace/evidence.ts';
import type { RowPage } from '../../trace/answer.ts';
import { rowPage } from '../../trace/pages.ts';
import { conservative } from '../../trace/question.ts';
import type { Question } from '../../trace/question.ts';
import type { StandingQuestion } from './questions.ts';

const pageSize = 100;
const unlimited = 1_000_000_000;

/** Asks as the service does: certainty, rules, counts, completeness, and the first page with parents and customers. */
export class Asker {
  readonly #index: FlowIndex;
  readonly #engine: Engine;

  constructor(index: FlowIndex) {
    this.#index = index;
    this.#engine = new Engine(index, noEvidence);
  }

  /** Rows of the answer. */
  ask(standing: StandingQuestion): number {
    return this.page(standing).total;
  }

  page(standing: StandingQuestion): RowPage {
    const held = this.#engine.compute(viewOfEverything(), this.question(standing));
    return rowPage(this.#engine.answered(held), 0, pageSize);
  }

  question({ start, isForward }: StandingQuestion): Question {
    return {
      starts: [this.#index.nodes.key(start)],
      direction: isForward ? 'forward' : 'backward',
      rules: conservative,
      asOf: { known: this.#index.position },
      budget: { nodes: unlimited },
    };
  }
}
