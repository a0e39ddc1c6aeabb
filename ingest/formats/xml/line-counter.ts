import type { CodeUnits } from '../encoding.ts';

/** Lines of a document by unit. */
export class LineCounter {
  readonly #units: CodeUnits;
  #line = 1;
  /** The line feed that ends the current line. Kept, since a document on one line would be searched to its end each time. */
  #end: number;

  constructor(units: CodeUnits) {
    this.#units = units;
    this.#end = this.#after(0);
  }

  /** The line of a unit; asked in rising order. */
  at(unit: number): number {
    for (; this.#end < unit; this.#end = this.#after(this.#end + 1)) this.#line += 1;
    return this.#line;
  }

  #after(from: number): number {
    const found = this.#units.indexOf(lineFeed, from);
    return found === -1 ? this.#units.length : found;
  }
}

const lineFeed = 0x0a;
