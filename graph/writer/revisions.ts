import { compareUtf8 } from '../model/utf8-order.ts';

/** Orders revisions as people number them: digits by value, the rest by text. `undefined` is below every revision. */
export function compareRevisions(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = i % 2 === 1 ? compareDigits(left[i]!, right[i]!) : compareUtf8(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

// By length first: a revision may be a time in nanoseconds, beyond what a number holds.
function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || compareUtf8(left, right);
}
