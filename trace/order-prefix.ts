type Order = (a: number, b: number) => number;

/**
 * Puts `values[from, wanted)` in order, as if `values[from, end)` had been sorted; the rest stays behind it in any order.
 * A first page of a level of 80,000 rows costs one pass, not a sort.
 */
export function orderPrefix(values: Int32Array, from: number, end: number, wanted: number, order: Order): void {
  if (wanted < end) partition(values, from, end, wanted, order);
  values.subarray(from, wanted).sort(order);
}

// Quickselect: afterwards nothing before `wanted` is greater than anything from it on.
function partition(values: Int32Array, from: number, end: number, wanted: number, order: Order): void {
  let [low, high] = [from, end - 1];
  while (low < high) {
    const pivot = medianOf(values[low]!, values[(low + high) >>> 1]!, values[high]!, order);
    let [i, j] = [low, high];
    while (i <= j) {
      while (order(values[i]!, pivot) < 0) i++;
      while (order(values[j]!, pivot) > 0) j--;
      if (i > j) break;
      [values[i], values[j]] = [values[j]!, values[i]!];
      i++;
      j--;
    }
    if (wanted <= j) high = j;
    else if (wanted > i) low = i;
    else return;
  }
}

function medianOf(a: number, b: number, c: number, order: Order): number {
  const [low, high] = order(a, b) < 0 ? [a, b] : [b, a];
  if (order(c, low) < 0) return low;
  return order(c, high) < 0 ? c : high;
}
