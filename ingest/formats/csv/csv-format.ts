import { problem } from '../../../graph/errors.ts';
import type { Problem, Result } from '../../../graph/errors.ts';
import type { ByteRange, Decoded, Format, FramedRecord, FrameResult, SourceObject } from '../../format.ts';
import { codeUnits, decodeText, markLength, unitBytes } from '../encoding.ts';
import type { CodeUnits } from '../encoding.ts';
import { framed, unframed } from '../framing.ts';
import { limits } from '../limits.ts';
import { readBlock } from './block-layout.ts';
import { CsvConfigSchema, delimiterOf, quoteOf } from './csv-config.ts';
import type { CsvConfig } from './csv-config.ts';
import { checkedColumns, readHeader } from './header.ts';
import { rowObject } from './row-object.ts';
import { scanRows } from './scan-rows.ts';
import type { Row } from './scan-rows.ts';
import { splitRow } from './split-row.ts';

/** Separated values: a record a row, or (layout `block`) a record a file. */
export const csvFormat: Format<CsvConfig> = { id: 'csv', configSchema: CsvConfigSchema, frame, decode };

function frame(bytes: Uint8Array, config: CsvConfig): FrameResult {
  const start = markLength(bytes, config.encoding);
  if (config.layout === 'block') return { records: [{ start, end: bytes.length, line: 1 }] };
  const units = codeUnits(bytes, config.encoding);
  if (units.problem) return unframed(bytes, units.problem);
  return frameTable(bytes, units.ok, start / unitBytes(config.encoding), config);
}

function frameTable(bytes: Uint8Array, units: CodeUnits, start: number, config: CsvConfig): FrameResult {
  const rows = scanRows(units, start, {
    delimiter: delimiterOf(config).charCodeAt(0),
    quote: quoteOf(config)?.charCodeAt(0),
  });
  const headerLine = headerLineOf(config);
  const header = rows.find(({ line }) => line === headerLine);
  if (headerLine > 0 && header === undefined && rows.length > 0) return unframed(bytes, noHeader(headerLine));
  const scale = unitBytes(config.encoding);
  const head = header && [inBytes(header, scale)];
  const first = Math.max(headerLine, config.skip ?? 0);
  const kept = rows.filter((row) => row.line > first && isRecord(units, row, config));
  return framed(
    bytes,
    kept.map((row): FramedRecord => ({ ...inBytes(row, scale), line: row.line, ...(head ? { head } : {}) })),
    config.maxRecords,
  );
}

/** 0 where the plan names the columns itself. */
const headerLineOf = ({ header, columns, skip = 0 }: CsvConfig): number => header ?? (columns ? 0 : skip + 1);

const noHeader = (line: number): Problem => problem('CSV_HEADER', `The file has no line ${line} for its column names`);

function isRecord(units: CodeUnits, { start, end }: Row, { comment }: CsvConfig): boolean {
  if (start === end) return false;
  return comment === undefined || units[start] !== comment.charCodeAt(0);
}

const inBytes = ({ start, end }: Row, scale: number): ByteRange => ({ start: start * scale, end: end * scale });

function decode(record: Uint8Array, head: Uint8Array | undefined, config: CsvConfig): Decoded {
  const read =
    config.layout === 'block' ? (tooLarge(record) ?? readBlock(record, config)) : readRow(record, head, config);
  return read.problem ? { ok: false, problem: read.problem } : { ok: true, record: read.ok };
}

function readRow(record: Uint8Array, head: Uint8Array | undefined, config: CsvConfig): Result<SourceObject> {
  const oversize = tooLarge(record);
  if (oversize) return oversize;
  const columns = columnsOf(head, config);
  if (columns.problem) return columns;
  const text = decodeText(record, config.encoding);
  if (text.problem) return text;
  const fields = splitRow(text.ok, delimiterOf(config), quoteOf(config));
  return fields.problem ? fields : rowObject(fields.ok, columns.ok, config);
}

function columnsOf(head: Uint8Array | undefined, config: CsvConfig): Result<readonly string[]> {
  if (config.columns) return checkedColumns(config.columns);
  if (head) return readHeader(head, config);
  return { problem: problem('CSV_HEADER', 'The record came without its header row') };
}

function tooLarge(record: Uint8Array): { readonly problem: Problem } | undefined {
  if (record.length <= limits.csvRecordBytes) return undefined;
  return { problem: problem('FORMAT_TOO_LARGE', `A row of ${record.length} bytes is over ${limits.csvRecordBytes}`) };
}
