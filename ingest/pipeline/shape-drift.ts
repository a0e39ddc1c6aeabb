import type { Finding } from '../../graph/ledger/outcomes.ts';
import type { FieldShape } from '../mapping/record-shape.ts';

// So many first records of files with a number there, and none with a text: then a text is news.
const settled = 5;

/** How often in a row a field held a number; -1 once it has held a text. */
type Counts = Readonly<Record<string, number>>;

const stageOf = (source: string): string => `shape ${source}`;

/**
 * Says once when a column of numbers begins to hold texts, by the first record of each file or message. It is a warning: the
 * plan may be content with texts. Where it is not, the record waits for its own reason.
 */
export class ShapeDrift {
  readonly #counts = new Map<string, Counts>();
  #changed = new Map<string, string>();

  constructor(stages: ReadonlyMap<string, string>) {
    for (const [name, text] of stages)
      if (name.startsWith('shape ')) this.#counts.set(name, JSON.parse(text) as Counts);
  }

  see(source: string, shape: readonly FieldShape[]): readonly Finding[] {
    const name = stageOf(source);
    const before = this.#counts.get(name) ?? {};
    const after: Record<string, number> = { ...before };
    const findings: Finding[] = [];
    for (const { field, isNumber, value } of shape) {
      const count = Object.hasOwn(before, field) ? before[field]! : 0;
      if (!isNumber && count >= settled) findings.push({ code: 'COLUMN_TYPE', path: field, value });
      // What is settled need not be counted on: the figure changes nothing more.
      after[field] = isNumber ? (count < 0 ? count : Math.min(count + 1, settled)) : -1;
    }
    if (shape.some(({ field }) => after[field] !== before[field])) {
      this.#counts.set(name, after);
      this.#changed.set(name, JSON.stringify(after));
    }
    return findings;
  }

  stages(): ReadonlyMap<string, string> {
    const changed = this.#changed;
    this.#changed = new Map();
    return changed;
  }
}
