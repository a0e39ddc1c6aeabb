import type { Rows } from './rows.ts';
import type { Walked } from './walk.ts';
import { orderPrefix } from './order-prefix.ts';

/**
 * The rows of a frozen answer: level by level, and within a level by id as UTF-8 bytes. A level is put in order when it is
 * first looked at, and only as far as that, since most answers are asked for their first page.
 */
export class FrozenRows {
  /** Row and inclusion in one number: `row * 2 + 1` where it is certain. */
  readonly #entries: Int32Array;
  readonly levels: readonly number[];
  /** Per level, up to which place it is in order. */
  readonly #ordered: number[];

  constructor(rows: Int32Array, certain: Uint8Array, levels: readonly number[]) {
    this.#entries = rows.map((row, place) => row * 2 + certain[place]!);
    this.levels = levels;
    this.#ordered = levels.slice(0, -1);
  }

  static of({ rows, certain, levels }: Walked, certainOnly: boolean): FrozenRows {
    if (!certainOnly) return new FrozenRows(rows, certain, levels);
    const kept: number[] = [];
    const bounds = [0];
    for (let level = 0; level + 1 < levels.length; level++) {
      for (let place = levels[level]!; place < levels[level + 1]!; place++)
        if (certain[place] === 1) kept.push(rows[place]!);
      bounds.push(kept.length);
    }
    return new FrozenRows(Int32Array.from(kept), new Uint8Array(kept.length).fill(1), bounds);
  }

  get count(): number {
    return this.#entries.length;
  }

  get bytes(): number {
    return this.#entries.byteLength;
  }

  row(place: number): number {
    return this.#entries[place]! >> 1;
  }

  isCertain(place: number): boolean {
    return (this.#entries[place]! & 1) === 1;
  }

  depth(place: number): number {
    let [low, high] = [0, this.levels.length - 1];
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if (this.levels[middle]! <= place) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Puts the places up to `end` in their frozen order. */
  order(rows: Rows, end = this.count): void {
    for (let level = 0; level + 1 < this.levels.length && this.levels[level]! < end; level++) {
      const last = this.levels[level + 1]!;
      const wanted = Math.min(end, last);
      if (this.#ordered[level]! >= wanted) continue;
      orderPrefix(this.#entries, this.#ordered[level]!, last, wanted, (a, b) => rows.compare(a >> 1, b >> 1));
      this.#ordered[level] = wanted;
    }
  }
}
