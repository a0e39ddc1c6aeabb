import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import type { SourceObject } from '../../format.ts';
import { codeUnits, decodeText, unitBytes } from '../encoding.ts';
import { clipped } from '../framing.ts';
import { emptyObject, isForbiddenName } from '../names.ts';
import { delimiterOf, quoteOf } from './csv-config.ts';
import type { CsvConfig } from './csv-config.ts';
import { checkedColumns } from './header.ts';
import { rowObject } from './row-object.ts';
import { scanRows } from './scan-rows.ts';
import { splitRow } from './split-row.ts';

type Fields = readonly string[];

/**
 * A result file of a test stand: `{ head: { name: value }, rows: [{ column: value }], foot?: { name: value } }`. The
 * table ends at the next blank line; names and values may follow it.
 */
export function readBlock(bytes: Uint8Array, config: CsvConfig): Result<SourceObject> {
  const lines = textLines(bytes, config);
  if (lines.problem) return lines;
  const [start, tableStart, tableEnd] = [0, startOfTable(lines.ok, config), endOfTable(lines.ok, config)];
  if (tableStart === undefined) return refused('CSV_BLOCK', `No line starts with ${config.tableStarts ?? 'a blank'}`);
  const head = namedValues(lines.ok.slice(start, tableStart), config);
  if (head.problem) return head;
  const rows = tableRows(lines.ok.slice(tableStart, tableEnd), config);
  if (rows.problem) return rows;
  const foot = namedValues(lines.ok.slice(tableEnd), config);
  if (foot.problem) return foot;
  const parts = { head: head.ok, rows: rows.ok, ...(Object.keys(foot.ok).length > 0 ? { foot: foot.ok } : {}) };
  return { ok: Object.assign(emptyObject(), parts) };
}

/** A text line, with its fields where it is read as a row. */
interface Line {
  readonly text: string;
  readonly isBlank: boolean;
}

function textLines(bytes: Uint8Array, config: CsvConfig): Result<readonly Line[]> {
  const units = codeUnits(bytes, config.encoding);
  if (units.problem) return units;
  const width = unitBytes(config.encoding);
  const lines: Line[] = [];
  for (const { start, end } of scanRows(units.ok, 0, marksOf(config))) {
    const text = decodeText(bytes.subarray(start * width, end * width), config.encoding);
    if (text.problem) return text;
    if (config.comment !== undefined && text.ok.startsWith(config.comment)) continue;
    lines.push({ text: text.ok, isBlank: isBlank(text.ok, config) });
  }
  return { ok: lines };
}

// A spreadsheet writes a blank line of a sheet with four columns as ";;;".
const isBlank = (text: string, config: CsvConfig): boolean => text.replaceAll(delimiterOf(config), '').trim() === '';

const marksOf = (config: CsvConfig) => ({
  delimiter: delimiterOf(config).charCodeAt(0),
  quote: quoteOf(config)?.charCodeAt(0),
});

function startOfTable(lines: readonly Line[], config: CsvConfig): number | undefined {
  const { tableStarts } = config;
  const found =
    tableStarts === undefined
      ? lines.findIndex((line, index) => !line.isBlank && lines[index - 1]?.isBlank === true)
      : lines.findIndex(({ text }) => firstField(text, config) === tableStarts);
  if (found !== -1) return found;
  return tableStarts === undefined ? lines.length : undefined;
}

function endOfTable(lines: readonly Line[], config: CsvConfig): number {
  const start = startOfTable(lines, config) ?? lines.length;
  const end = lines.findIndex((line, index) => index > start && line.isBlank);
  return end === -1 ? lines.length : end;
}

function firstField(text: string, config: CsvConfig): string | undefined {
  return splitRow(text, delimiterOf(config), quoteOf(config)).ok?.[0]?.trim();
}

function namedValues(lines: readonly Line[], config: CsvConfig): Result<SourceObject> {
  const values = emptyObject();
  for (const { text, isBlank } of lines) {
    if (isBlank) continue;
    const pair = namedValue(text, config);
    if (pair.problem) return pair;
    const [name, value] = pair.ok;
    if (isForbiddenName(name)) return refused('FORMAT_NAME', `A line is named ${name}`, { value: name });
    if (Object.hasOwn(values, name))
      return refused('CSV_BLOCK', `Two lines are named ${name}`, { path: name, value: name });
    if (value !== '' || config.empty !== 'absent') values[name] = value;
  }
  return { ok: values };
}

function namedValue(text: string, config: CsvConfig): Result<readonly [name: string, value: string]> {
  const pair = config.headSeparator === undefined ? fieldPair(text, config) : splitAt(text, config.headSeparator);
  if (pair.problem) return pair;
  const [name = '', value] = pair.ok;
  if (name.trim() === '' || value === undefined) {
    return refused('CSV_BLOCK', 'A line of the block is not a name and a value', { value: clipped(text) });
  }
  return { ok: [name.trim(), value.trim()] };
}

function fieldPair(text: string, config: CsvConfig): Result<Fields> {
  const fields = splitRow(text, delimiterOf(config), quoteOf(config));
  if (fields.problem || fields.ok.slice(2).every((field) => field === '')) return fields;
  return refused('CSV_BLOCK', 'A line of the block has more than a name and a value', { value: clipped(text) });
}

function splitAt(text: string, separator: string): Result<Fields> {
  const at = text.indexOf(separator);
  return { ok: at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)] };
}

function tableRows([header, ...lines]: readonly Line[], config: CsvConfig): Result<readonly SourceObject[]> {
  if (header === undefined) return { ok: [] };
  const names = splitRow(header.text, delimiterOf(config), quoteOf(config));
  if (names.problem) return names;
  const columns = checkedColumns(names.ok.map((name) => name.trim()));
  if (columns.problem) return columns;
  const rows: SourceObject[] = [];
  for (const { text } of lines) {
    const fields = splitRow(text, delimiterOf(config), quoteOf(config));
    if (fields.problem) return fields;
    const row = rowObject(fields.ok, columns.ok, config);
    if (row.problem) return row;
    rows.push(row.ok);
  }
  return { ok: rows };
}
