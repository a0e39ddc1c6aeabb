import type { CodeUnits } from '../encoding.ts';

/** Lines of a document by unit. */
export class LineCounter {
  readonly #units: CodeUnits;
  #at = 0;
  #line = 1;

  constructor(units: CodeUnits) {
    this.#units = units;
  }

  /** The line of a unit; asked in rising order. */
  at(unit: number): number {
    for (
      let next = this.#units.indexOf(lineFeed, this.#at);
      next !== -1 && next < unit;
      next = this.#units.indexOf(lineFeed, this.#at)
    ) {
      this.#line += 1;
      this.#at = next + 1;
    }
    return this.#line;
  }
}

const lineFeed = 0x0a;
