import { formats } from '../formats/registry.ts';
import type { ConnectorRecord } from '../connector.ts';
import type { ByteRange, Format, FrameResult } from '../format.ts';
import type { FolderConfig } from './folder-config.ts';
import { positionOf } from './lineage.ts';
import type { Lineage } from './lineage.ts';

/** A file that has been read whole. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Read so soon after it was written that a change since then may not show by its time. */
  readonly isUnsettled?: boolean;
}

/** How a row is kept: as a range of its file's blob, or, where the file is one small record, as the bytes themselves. */
export type Body = (range: ByteRange) => ConnectorRecord['body'];

/** The format that the source's plan declares; the configuration has been checked. */
export function formatOf({ decode }: Pick<FolderConfig, 'decode'>): Format<object> {
  return formats.get(decode.format) as Format<object>;
}

// As the ledger: above this, bytes go to a file of their own.
const inlineBytes = 32_768;
const longestMark = 3;

/**
 * A file that is one record from end to end needs no blob. Every other file is kept whole, so that nothing that stands
 * between its records is lost.
 */
export function isInline({ bytes }: ReadFile, { records, issue }: FrameResult): boolean {
  if (bytes.length > inlineBytes) return false;
  const [only] = records;
  if (records.length !== 1 || only === undefined) return false;
  return issue !== undefined || (only.head === undefined && only.start <= longestMark && only.end === bytes.length);
}

export interface RecordsOptions {
  readonly body: Body;
  /** Which rows to give. */
  readonly rows: Iterable<number>;
  readonly lineage: Lineage;
  /** Headers that all rows carry. */
  readonly note: Readonly<Record<string, string>>;
}

/** The records of a file, each with its place in it. */
export function* recordsOf(
  file: ReadFile,
  frame: FrameResult,
  { body, rows, lineage, note }: RecordsOptions,
): Generator<ConnectorRecord> {
  const headers = headersFor(file, frame, note);
  for (const row of rows) {
    const { start, end, head } = frame.records[row]!;
    yield {
      partition: 'files',
      position: positionOf(lineage, row, file.sha256),
      body: body({ start, end }),
      contentType: 'application/octet-stream',
      headers: headers(head),
    };
  }
}

// Rows that share a head share the object of their headers, which the ledger then writes out once.
function headersFor({ path, sha256 }: ReadFile, { issue }: FrameResult, note: Readonly<Record<string, string>>) {
  const plain = { file: path, sha256, ...(issue ? { frame: 'whole' } : {}), ...note };
  const known = new Map<readonly ByteRange[], Readonly<Record<string, string>>>();
  return (head: readonly ByteRange[] | undefined): Readonly<Record<string, string>> => {
    if (head === undefined) return plain;
    const found = known.get(head) ?? { ...plain, head: printRanges(head) };
    known.set(head, found);
    return found;
  };
}

/** `0-120,130-140`: byte ranges within the file's blob. */
export const printRanges = (ranges: readonly ByteRange[]): string =>
  ranges.map(({ start, end }) => `${start}-${end}`).join(',');
