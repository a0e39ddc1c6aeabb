import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import type { SourceObject } from '../../format.ts';
import { clipped } from '../framing.ts';
import { emptyObject } from '../names.ts';
import type { CsvConfig } from './csv-config.ts';

/** A row's fields under their columns' names. */
export function rowObject(
  fields: readonly string[],
  columns: readonly string[],
  { empty = 'text' }: CsvConfig,
): Result<SourceObject> {
  if (fields.length !== columns.length) {
    const says = `The row has ${fields.length} fields, the header ${columns.length} columns`;
    return refused('CSV_COLUMNS', says, { value: clipped(fields.join('|')) });
  }
  const record = emptyObject();
  for (const [index, name] of columns.entries()) {
    const field = fields[index]!;
    if (field === '' && (empty === 'absent' || name === '')) continue;
    if (name === '') return refused('CSV_COLUMNS', `Field ${index + 1} has no column name`, { value: clipped(field) });
    record[name] = field;
  }
  return { ok: record };
}
