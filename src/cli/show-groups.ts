import type { Counts, Group } from './answers.ts';
import { kindsText } from './show-answer.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

export function showGroups(terminal: Terminal, by: string, groups: readonly Group[]): void {
  const rows = groups.map(({ labels, counts, folded }) => [
    folded > 0 ? `… ${folded} more` : (labels[0] ?? '') || '–',
    counts.certain,
    counts.possible,
  ]);
  for (const line of table([by, 'certain', 'possible'], rows)) terminal.print(line);
}

/** To whom what went: a line a customer, two columns a kind of thing. */
export function showCustomers(terminal: Terminal, groups: readonly Group[]): void {
  const things = groups.filter(({ keys }) => keys[1] !== 'operation');
  const shipped = things.filter(({ keys }) => keys[0] !== '');
  const kinds = [...new Set(shipped.map(({ keys }) => keys[1]!))].sort(byWeight);
  const customers = [...new Map(shipped.map(({ keys, labels }) => [keys[0]!, labels[0]!])).entries()];
  const count = (customer: string, kind: string): Counts =>
    things.find(({ keys }) => keys[0] === customer && keys[1] === kind)?.counts ?? { certain: 0, possible: 0 };
  const cells = (customer: string): readonly number[] =>
    kinds.flatMap((kind) => [count(customer, kind).certain, count(customer, kind).possible]);
  const head = ['to', ...kinds.flatMap((kind) => [`${kindsText(kind)} certain`, 'possible'])];
  const rows = customers.map(([key, label]) => [label, ...cells(key)]).sort((a, b) => Number(b[1]) - Number(a[1]));
  const unshipped = cells('');
  const all = [...rows, ...(unshipped.some((n) => n > 0) ? [['(to nobody)', ...unshipped]] : [])];
  for (const line of table(head, all)) terminal.print(line);
}

/** What a customer holds in hand first. */
const weights = ['unit', 'lot', 'sublot', 'logistic'];
const byWeight = (a: string, b: string): number => weight(a) - weight(b) || (a < b ? -1 : 1);
const weight = (kind: string): number => (weights.indexOf(kind) + weights.length) % weights.length;
