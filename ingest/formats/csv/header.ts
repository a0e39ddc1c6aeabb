import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import { decodeText } from '../encoding.ts';
import { isForbiddenName } from '../names.ts';
import { rememberLast } from '../remember.ts';
import { delimiterOf, quoteOf } from './csv-config.ts';
import type { CsvConfig } from './csv-config.ts';
import { splitRow } from './split-row.ts';

/** The columns that a header row names. */
export const readHeader: (head: Uint8Array, config: CsvConfig) => Result<readonly string[]> = rememberLast(
  (head, config) => {
    const text = decodeText(head, config.encoding);
    if (text.problem) return text;
    const names = splitRow(text.ok, delimiterOf(config), quoteOf(config));
    return names.problem ? names : checkedColumns(names.ok.map((name) => name.trim()));
  },
);

/** A name may be blank (a delimiter at the end of each line), but no two columns share one. */
export function checkedColumns(names: readonly string[]): Result<readonly string[]> {
  const forbidden = names.find(isForbiddenName);
  if (forbidden !== undefined) return refused('FORMAT_NAME', `A column is named ${forbidden}`, { value: forbidden });
  const repeated = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (repeated !== undefined) {
    return refused('CSV_HEADER', `The header names the column ${repeated} twice`, { path: repeated, value: repeated });
  }
  if (names.every((name) => name === '')) return refused('CSV_HEADER', 'The header names no column');
  return { ok: names };
}
