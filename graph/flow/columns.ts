export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** The column itself while it is long enough; else a copy half as long again, so that filling stays linear. */
export function grown<C extends Column>(column: C, needed: number, filler = 0): C {
  if (needed <= column.length) return column;
  const longer = new (column.constructor as new (length: number) => C)(
    Math.max(needed, 16, Math.ceil(column.length * 1.5)),
  );
  longer.set(column);
  if (filler !== 0) longer.fill(filler, column.length);
  return longer;
}

/** First place in `[low, high)` whose value is not below `wanted`; the column ascends there. */
export function lowerBound(column: Column, wanted: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
