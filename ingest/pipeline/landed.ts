import type { LedgerPosition, LedgerReader } from '../../graph/ledger/ledger.ts';
import { landedStage } from '../../graph/ledger/outcomes.ts';

const page = 1000;

/**
 * How many records of each source were read from the ledger, counted as they are read and before anything is made of them:
 * the one side of the balance that no fault further on can move.
 */
export class Landed {
  readonly #counts: Map<string, number>;

  private constructor(counts: ReadonlyMap<string, number>) {
    this.#counts = new Map(counts);
  }

  /** Goes on from what is kept; outcomes that were written before anything was counted are counted in the ledger. */
  static begin(ledger: LedgerReader, stages: ReadonlyMap<string, string>, through: LedgerPosition): Landed {
    const text = stages.get(landedStage);
    if (text === undefined) return Landed.#recounted(ledger, through);
    return new Landed(new Map(Object.entries(JSON.parse(text) as Readonly<Record<string, number>>)));
  }

  static #recounted(ledger: LedgerReader, through: LedgerPosition): Landed {
    const landed = new Landed(new Map());
    for (let at = 0; at < through;) {
      const records = ledger.read(at, page).filter(({ seq }) => seq <= through);
      if (records.length === 0) break;
      for (const { source } of records) landed.count(source);
      at = records.at(-1)!.seq;
    }
    return landed;
  }

  count(source: string): void {
    this.#counts.set(source, (this.#counts.get(source) ?? 0) + 1);
  }

  stages(): ReadonlyMap<string, string> {
    return new Map([[landedStage, JSON.stringify(Object.fromEntries(this.#counts))]]);
  }
}
