import { refused } from '../../graph/errors.ts';
import type { Result } from '../../graph/errors.ts';
import { parseCsv } from './table-text.ts';

/**
 * A table of a plan: comma-separated, UTF-8, first line the column names. The columns before `from`, `to` and the values
 * are declared as `key` by a leading asterisk in the header (`*code,verdict`); without one the first column is the key.
 * `from` and `to` (days or UTC times, `to` not included) bound when a row holds. A row whose keys are all `*` is the
 * default, and its column `reason` says why there may be one.
 */
export interface LookupTable {
  readonly name: string;
  readonly keyColumns: readonly string[];
  /** Looked up at a time only when some row is bounded. */
  readonly isTimed: boolean;
  find(keys: readonly string[], at: string | undefined): Found;
}

export type Found =
  | { readonly row: TableRow }
  | { readonly row?: undefined; readonly miss: 'unknown' | 'not at that time' | 'needs a time' };

export interface TableRow {
  readonly values: Readonly<Record<string, string>>;
  readonly from: string;
  readonly to: string;
}

const beginning = '0000';
const end = '9999-99';

export function readTable(name: string, text: string): Result<LookupTable> {
  const [header, ...lines] = parseCsv(text);
  if (!header) return bad(name, 'is empty');
  const marked = header.filter((column) => column.startsWith('*'));
  const columns = header.map((column) => column.replace(/^\*/, '').trim());
  const keyColumns = marked.length > 0 ? marked.map((column) => column.slice(1).trim()) : columns.slice(0, 1);
  const rows = new Map<string, TableRow[]>();
  for (const [i, fields] of lines.entries()) {
    if (fields.length !== columns.length)
      return bad(name, `has ${fields.length} fields in line ${i + 2}, and ${columns.length} columns`);
    const cell = Object.fromEntries(columns.map((column, c) => [column, (fields[c] ?? '').trim()]));
    const { key, row } = rowOf(cell, keyColumns);
    const known = rows.get(key) ?? [];
    if (known.some((other) => row.from < other.to && other.from < row.to))
      return bad(name, `has two rows for one key at one time; the second is line ${i + 2}`);
    rows.set(key, [...known, row]);
  }
  return { ok: tableOf(name, keyColumns, rows) };
}

const keyText = (keys: readonly string[]): string => JSON.stringify(keys);

function rowOf(
  cell: Readonly<Record<string, string>>,
  keyColumns: readonly string[],
): { readonly key: string; readonly row: TableRow } {
  const { from = '', to = '', ...others } = cell;
  const values = Object.fromEntries(Object.entries(others).filter(([column]) => !keyColumns.includes(column)));
  return {
    key: keyText(keyColumns.map((column) => cell[column] ?? '')),
    row: { values, from: from || beginning, to: to || end },
  };
}

function tableOf(
  name: string,
  keyColumns: readonly string[],
  rows: ReadonlyMap<string, readonly TableRow[]>,
): LookupTable {
  const isTimed = [...rows.values()].flat().some(({ from, to }) => from !== beginning || to !== end);
  const fallback = keyText(keyColumns.map(() => '*'));
  return {
    name,
    keyColumns,
    isTimed,
    find(keys, at) {
      const candidates = rows.get(keyText(keys)) ?? rows.get(fallback);
      if (!candidates) return { miss: 'unknown' };
      const [first] = candidates;
      if (candidates.length === 1 && first?.from === beginning && first.to === end) return { row: first };
      if (at === undefined) return { miss: 'needs a time' };
      const row = candidates.find(({ from, to }) => from <= at && at < to);
      return row ? { row } : { miss: 'not at that time' };
    },
  };
}

const bad = (name: string, what: string) => refused('LOOKUP_TABLE', `Table ${name} ${what}`, { path: name });
