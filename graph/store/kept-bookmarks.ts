import type { OutcomesReader } from '../ledger/outcomes.ts';

/** Stage under which outcomes keep what the graph's database said after the batch whose watermark they tell. */
const bookmarkStage = 'bookmarks';

/**
 * What a database said after commits, kept with the watermark: every thread of the service and its next start reads nothing
 * older than the batch that the outcomes tell of, on whichever member of a cluster. Forgotten with the outcomes, so never of
 * another graph than they are. The texts mean nothing to us.
 */
export class KeptBookmarks {
  readonly #outcomes: Pick<OutcomesReader, 'stage'>;
  #newest: readonly string[] | undefined;

  constructor(outcomes: Pick<OutcomesReader, 'stage'>) {
    this.#outcomes = outcomes;
  }

  kept(): readonly string[] {
    const text = this.#outcomes.stage(bookmarkStage);
    return text === undefined ? [] : (JSON.parse(text) as readonly string[]);
  }

  /** By the store, after each of its transactions. */
  tell(bookmarks: readonly string[]): void {
    this.#newest = bookmarks;
  }

  /** What the writer keeps with its batch. Nothing of a store that has no bookmarks. */
  stages(): ReadonlyMap<string, string> {
    return new Map(this.#newest === undefined ? [] : [[bookmarkStage, JSON.stringify(this.#newest)]]);
  }
}
