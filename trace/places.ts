import type { FrozenRows } from './frozen-rows.ts';

/** Where each row stands in one frozen answer. One array serves all answers; it is filled for whichever is asked. */
export class Places {
  #place = new Int32Array(0);
  #of: FrozenRows | undefined;

  fill(rows: FrozenRows, nodes: number): void {
    if (this.#of !== undefined) this.#clear(this.#of);
    if (this.#place.length < nodes) this.#place = new Int32Array(Math.ceil(nodes * 1.25));
    for (let place = 0; place < rows.count; place++) this.#place[rows.row(place)] = place + 1;
    this.#of = rows;
  }

  /** Place of the row, or -1 where it is no row of the answer. */
  of(row: number): number {
    return (this.#place[row] ?? 0) - 1;
  }

  #clear(rows: FrozenRows): void {
    for (let place = 0; place < rows.count; place++) this.#place[rows.row(place)] = 0;
  }
}
