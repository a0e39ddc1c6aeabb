export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

// Of a long column half as much again is a plant server's memory that nobody uses.
const long = 1_000_000;

/** The column itself while it is long enough; else a copy longer by a part of it, so that filling stays linear. */
export function grown<C extends Column>(column: C, needed: number, filler = 0): C {
  if (needed <= column.length) return column;
  const longer = new (column.constructor as new (length: number) => C)(Math.max(needed, 16, withRoom(column.length)));
  longer.set(column);
  if (filler !== 0) longer.fill(filler, column.length);
  return longer;
}

/** Length with room to grow, for something that is too short. */
export const withRoom = (length: number): number => Math.ceil(length * (length < long ? 1.5 : 1.2));

/** First place in `[low, high)` whose value is not below `wanted`; the column ascends there. */
export function lowerBound(column: Column, wanted: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
