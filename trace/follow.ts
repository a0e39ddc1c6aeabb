import type { FlowIndex } from '../graph/flow/flow-index.ts';
import type { LedgerPosition } from '../graph/ledger/ledger.ts';
import type { GraphStore } from '../graph/store/store.ts';

/** Keeps an index abreast of its store. Calls made meanwhile share one reading. */
export class Follower {
  readonly #index: FlowIndex;
  readonly #store: Pick<GraphStore, 'changes' | 'position'>;
  #reading: Promise<void> | undefined;

  constructor(index: FlowIndex, store: Pick<GraphStore, 'changes' | 'position'>) {
    this.#index = index;
    this.#store = store;
  }

  /** Resolves when the index stands where the store stood when this was called, or later: with where that was. */
  async catchUp(): Promise<LedgerPosition> {
    const began = await this.#store.position();
    if (began <= this.#index.position) return began;
    await this.#reading;
    const position = await this.#store.position();
    if (position <= this.#index.position) return position;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    await this.#reading;
    return position;
  }

  async #read(): Promise<void> {
    const upTo = await this.#store.position();
    for await (const page of this.#store.changes(this.#index.position, upTo)) this.#index.apply(page);
  }
}
