import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { Genealogy } from './genealogy.ts';
import type { Shape } from './genealogy.ts';
import { pagesOf } from './genealogy-pages.ts';
import { PlainWalk } from './plain-walk.ts';
import { questionsOf } from './questions.ts';
import type { Questions } from './questions.ts';

/** A genealogy with all that walks it: nodes have the same numbers everywhere. */
export interface Grown {
  readonly genealogy: Genealogy;
  readonly index: FlowIndex;
  readonly plain: PlainWalk;
  readonly questions: Questions;
}

/** Genealogies that several benches share; each is made once a run. */
export class Genealogies {
  readonly #note: (text: string) => void;
  readonly #grown = new Map<string, Grown>();

  constructor(note: (text: string) => void) {
    this.#note = note;
  }

  of(size: number, shape: Shape): Grown {
    const name = `${size} ${shape}`;
    let grown = this.#grown.get(name);
    if (!grown) this.#grown.set(name, (grown = this.#grow(size, shape)));
    return grown;
  }

  /** Forgets all but what is given: two large graphs need not stand side by side. */
  keepOnly(size: number): void {
    for (const [name, { genealogy }] of this.#grown) if (genealogy.size !== size) this.#grown.delete(name);
  }

  #grow(size: number, shape: Shape): Grown {
    this.#note(`growing ${size.toLocaleString('en')} things, shape ${shape}`);
    const genealogy = new Genealogy(size, shape);
    const index = filled(genealogy);
    const plain = new PlainWalk(genealogy.steps.nodes, genealogy.steps.links());
    const questions = questionsOf(genealogy, plain);
    this.#note(`${index.nodes.count.toLocaleString('en')} nodes, ${index.edgeCount.toLocaleString('en')} edges`);
    return { genealogy, index, plain, questions };
  }
}

function filled(genealogy: Genealogy): FlowIndex {
  const index = new FlowIndex();
  for (const page of pagesOf(genealogy)) index.apply(page);
  index.merge();
  if (index.nodes.count !== genealogy.steps.nodes) throw new Error('the index numbers its nodes otherwise');
  return index;
}
