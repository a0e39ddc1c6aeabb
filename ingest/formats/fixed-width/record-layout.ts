import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import { isForbiddenName } from '../names.ts';
import type { ColumnConfig, FixedWidthConfig } from './fixed-width-config.ts';

/** A column in characters of its record: `start` is the first, from 0, `end` the one after the last. */
export interface Column {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly trim: 'right' | 'left' | 'both' | 'none';
}

/** The columns of one kind of record. */
export interface RecordLayout {
  /** Absent where all records are of one kind. */
  readonly type?: string;
  readonly starts: string;
  readonly columns: readonly Column[];
  readonly length: number;
}

const known = new WeakMap<FixedWidthConfig, Result<readonly RecordLayout[]>>();

/** What the plan declares, worked out once: the kinds of records, the longest beginning first. */
export function layoutsOf(config: FixedWidthConfig): Result<readonly RecordLayout[]> {
  const before = known.get(config);
  if (before) return before;
  const layouts = readLayouts(config);
  known.set(config, layouts);
  return layouts;
}

function readLayouts({ columns, records, length, trim }: FixedWidthConfig): Result<readonly RecordLayout[]> {
  if ((columns === undefined) === (records === undefined))
    return refused('FIXED_COLUMNS', 'The plan declares not exactly one of columns and records');
  if (records && new Set(records.map(({ starts = '' }) => starts)).size < records.length)
    return refused('FIXED_COLUMNS', 'Two kinds of records begin alike');
  const kinds = records ?? [{ columns: columns ?? [] }];
  const layouts: RecordLayout[] = [];
  for (const kind of kinds) {
    const read = readColumns(kind.columns, trim ?? 'right');
    if (read.problem) return read;
    const end = Math.max(...read.ok.map((column) => column.end));
    const declared = ('length' in kind ? kind.length : undefined) ?? length ?? end;
    if (declared < end) return refused('FIXED_COLUMNS', `A column ends at ${end}, the record at ${declared}`);
    layouts.push({
      ...('name' in kind ? { type: kind.name } : {}),
      starts: ('starts' in kind ? kind.starts : undefined) ?? '',
      columns: read.ok.filter(({ name }) => name !== ''),
      length: declared,
    });
  }
  return { ok: layouts.toSorted((a, b) => b.starts.length - a.starts.length) };
}

function readColumns(columns: readonly ColumnConfig[], trim: Column['trim']): Result<readonly Column[]> {
  const read: Column[] = [];
  for (const column of columns) {
    const { name = '' } = column;
    const start = column.from === undefined ? (read.at(-1)?.end ?? 0) : column.from - 1;
    const end = column.to ?? start + (column.width ?? 0);
    if (end <= start || (column.to !== undefined && column.width !== undefined))
      return refused('FIXED_COLUMNS', `Column ${name} needs either width or an end after its start`, { path: name });
    if (isForbiddenName(name)) return refused('FORMAT_NAME', `A column is named ${name}`, { value: name });
    if (name !== '' && read.some((other) => other.name === name))
      return refused('FIXED_COLUMNS', `Two columns are named ${name}`, { path: name, value: name });
    read.push({ name, start, end, trim: column.trim ?? trim });
  }
  return { ok: read };
}
