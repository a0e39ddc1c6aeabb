import * as word from '../graph/flow/edge-word.ts';
import { isContent, wasShipped } from '../graph/flow/node-table.ts';
import { instantMs, precisionOrdinal, slack } from '../graph/flow/instant.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import { compareUtf8 } from '../graph/model/utf8-order.ts';
import type { TimePrecision } from '../graph/store/changes.ts';
import { always, common, meet } from './intervals.ts';
import type { Interval, IntervalSet } from './intervals.ts';
import type { Rows } from './rows.ts';

/** Value of the attribute `shipped` (graph/writer/project-ship.ts), as far as it is read here. */
interface Shipped {
  readonly to?: ObjectKey;
  readonly purpose: string;
  readonly at?: string;
  readonly precision?: TimePrecision;
}

// What goes to a processor comes back, and a transfer stays within the house.
const toCustomers = new Set(['sale', 'loan']);

const wentOn = isContent | wasShipped;

/** To whom the row went: by itself, or in what held it when that was shipped, nested. */
export function customersOf(rows: Rows, row: number): readonly ObjectKey[] {
  const found = new Set<ObjectKey>();
  collect(rows, row, [always], found, new Set());
  return [...found].sort(compareUtf8);
}

function collect(rows: Rows, row: number, held: IntervalSet, found: Set<ObjectKey>, above: ReadonlySet<number>): void {
  if ((rows.identity.flags(row) & wentOn) === 0) return;
  for (const shipment of shipmentsOf(rows, row))
    if (held.some((part) => common(part, shipment.time))) found.add(shipment.to);
  for (const container of containersOf(rows, row)) {
    if (above.has(container)) continue;
    const stay = rows.stay(row, container);
    const then = stay ? meet(held, stay.outer) : [];
    if (then.length > 0) collect(rows, container, then, found, new Set([...above, row]));
  }
}

function* shipmentsOf(rows: Rows, row: number): Generator<{ readonly to: ObjectKey; readonly time: Interval }> {
  for (const node of rows.identity.members(row))
    for (const text of rows.lens.values(node, 'shipped')) {
      const { to, purpose, at, precision } = JSON.parse(text) as Shipped;
      if (to !== undefined && toCustomers.has(purpose)) yield { to, time: spanOf(at, precision) };
    }
}

function spanOf(at: string | undefined, precision: TimePrecision | undefined): Interval {
  if (at === undefined) return always;
  const lo = instantMs(at);
  return { lo, hi: lo + slack(precisionOrdinal(precision, at)) };
}

// Without a generator, and without a look at containers that went nowhere: a consumable that went into 80,000 things is a row
// of many first pages, and lay in thousands of boxes that never left.
function containersOf(rows: Rows, row: number): ReadonlySet<number> {
  const { lens, identity } = rows;
  const found = new Set<number>();
  const { out, word: words, to } = lens.index;
  const { start, node: others, word: inOrder, head, next, merged } = out;
  const note = (other: number): void => {
    const container = identity.rowOf(other);
    if ((identity.flags(container) & wentOn) !== 0) found.add(container);
  };
  for (const node of identity.members(row)) {
    for (let p = start[node]!, end = start[node + 1]!; p < end; p++)
      if ((inOrder[p]! & word.packedIn) !== 0) note(others[p]! < 0 ? ~others[p]! : others[p]!);
    for (let e = head[node] ?? -1; e >= 0; e = next[e - merged]!) if ((words[e]! & word.packedIn) !== 0) note(to[e]!);
  }
  found.delete(row);
  return found;
}
