import { problem } from '../../../graph/errors.ts';
import type { ByteRange, Decoded, Format, FramedRecord, FrameResult } from '../../format.ts';
import { scanRows } from '../csv/scan-rows.ts';
import { codeUnits, decodeText, markLength, unitBytes } from '../encoding.ts';
import type { CodeUnits } from '../encoding.ts';
import { framed, unframed } from '../framing.ts';
import { limits } from '../limits.ts';
import { FixedWidthConfigSchema } from './fixed-width-config.ts';
import type { FixedWidthConfig } from './fixed-width-config.ts';
import { cutJoined } from './joined.ts';
import { readLine } from './read-line.ts';
import { layoutsOf } from './record-layout.ts';

/** Columns of fixed width: a record a line, or records of one length behind each other. */
export const fixedWidthFormat: Format<FixedWidthConfig> = {
  id: 'fixed-width',
  configSchema: FixedWidthConfigSchema,
  frame,
  decode,
};

function frame(bytes: Uint8Array, config: FixedWidthConfig): FrameResult {
  const layouts = layoutsOf(config);
  if (layouts.problem) return unframed(bytes, layouts.problem);
  const units = codeUnits(bytes, config.encoding);
  if (units.problem) return unframed(bytes, units.problem);
  const start = markLength(bytes, config.encoding) / unitBytes(config.encoding);
  if (config.layout !== 'joined') return framed(bytes, linesOf(units.ok, start, config), config.maxRecords);
  const { length } = config;
  if (length === undefined)
    return unframed(bytes, problem('FIXED_COLUMNS', 'Joined records need their length', { path: 'length' }));
  return framed(
    bytes,
    cutJoined(units.ok, start, length, config.encoding).map((range) => inBytes(range, config)),
    config.maxRecords,
  );
}

const noDelimiter = { delimiter: -1, quote: undefined };

function linesOf(units: CodeUnits, start: number, config: FixedWidthConfig): readonly FramedRecord[] {
  return scanRows(units, start, noDelimiter)
    .filter((row) => row.line > (config.skip ?? 0) && isRecord(units, row, config))
    .map((row) => ({ ...inBytes(row, config), line: row.line }));
}

// DOS programs end a file with this character.
const endOfFile = 0x1a;

function isRecord(units: CodeUnits, { start, end }: ByteRange, { comment }: FixedWidthConfig): boolean {
  if (start === end || (end - start === 1 && units[start] === endOfFile)) return false;
  return comment === undefined || units[start] !== comment.charCodeAt(0);
}

function inBytes({ start, end }: ByteRange, { encoding }: FixedWidthConfig): ByteRange {
  const width = unitBytes(encoding);
  return { start: start * width, end: end * width };
}

function decode(record: Uint8Array, _head: Uint8Array | undefined, config: FixedWidthConfig): Decoded {
  if (record.length > limits.csvRecordBytes) {
    const says = `A record of ${record.length} bytes is over ${limits.csvRecordBytes}`;
    return { ok: false, problem: problem('FORMAT_TOO_LARGE', says) };
  }
  const text = decodeText(record, config.encoding);
  if (text.problem) return { ok: false, problem: text.problem };
  const read = readLine(text.ok, config);
  return read.problem ? { ok: false, problem: read.problem } : { ok: true, record: read.ok };
}
