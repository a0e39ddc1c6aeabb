import type { ConnectorRecord, GapNotice } from '../connector.ts';
import type { Format, FrameResult } from '../format.ts';
import { compareRolling, vanishedRows } from './compare-rows.ts';
import type { FolderConfig } from './folder-config.ts';
import { printRanges } from './frame-file.ts';
import type { ReadFile } from './frame-file.ts';
import type { Content, KeptContent } from './known-file.ts';
import { positionOf, rolledOn } from './lineage.ts';
import type { Lineage } from './lineage.ts';

/** What is to be landed of a file, seeing what was kept of it before. */
export interface RowChanges {
  readonly rows: Iterable<number>;
  readonly lineage: Lineage;
  /** Headers that all rows carry. */
  readonly note: Readonly<Record<string, string>>;
  /** Rows of before that are gone: they wait, each by itself, until somebody has looked. */
  readonly vanished: readonly ConnectorRecord[];
  readonly gap?: GapNotice;
}

export interface FileNow {
  readonly file: ReadFile;
  readonly frame: FrameResult;
  readonly content: Content;
  /** Milliseconds since 1970 of the content before. */
  readonly writtenBefore: number | undefined;
}

interface Means {
  readonly config: FolderConfig;
  readonly format: Format<object>;
  readonly blob: (sha256: string) => Uint8Array | undefined;
}

export function changesOf(now: FileNow, means: Means): RowChanges {
  const { file, frame, content } = now;
  const isWritten = content.kind === 'changed' || content.kind === 'shrunk';
  if (content.kind === 'grown') return grown(file, frame, content.kept);
  if (isWritten && means.config.rolling === true) return rolled(now, content.kept, means);
  if (isWritten && means.config.rewrites !== true) return changed(now, content.kept, means);
  return { ...plain, rows: rowsFrom(0, frame), lineage: [{ sha256: file.sha256, from: 0 }] };
}

const plain = { note: {}, vanished: [] } as const;

function* rowsFrom(from: number, { records }: FrameResult): Generator<number> {
  for (let row = from; row < records.length; row++) yield row;
}

/** The last row of before may have been cut; given again, it is a repeat or a variant, and either is told. */
function grown({ sha256 }: ReadFile, frame: FrameResult, kept: KeptContent): RowChanges {
  const from = Math.max(0, Math.min(kept.rows, frame.records.length) - 1);
  return { ...plain, rows: rowsFrom(from, frame), lineage: [...kept.lineage, { sha256, from: kept.rows }] };
}

function changed({ file, frame }: FileNow, kept: KeptContent, means: Means): RowChanges {
  const before = rowsBefore(kept, means);
  const gone = before ? vanishedRows(before.rows, textsOf(file.bytes, frame)) : [];
  return {
    rows: rowsFrom(0, frame),
    lineage: [{ sha256: file.sha256, from: 0 }],
    note: { finding: 'FILE_CHANGED' },
    vanished: before ? vanishedRecords(file.path, kept, before, gone) : [],
  };
}

function rolled({ file, frame, writtenBefore }: FileNow, kept: KeptContent, means: Means): RowChanges {
  const { sha256, path } = file;
  const anew: Lineage = [{ sha256, from: 0 }];
  const before = rowsBefore(kept, means);
  if (!before) return { ...plain, rows: rowsFrom(0, frame), lineage: anew };
  const change = compareRolling(before.rows, textsOf(file.bytes, frame));
  switch (change.kind) {
    case 'rolled': {
      const lineage = rolledOn(kept.lineage, change.fallen, { sha256, from: change.from + 1 });
      return { ...plain, rows: rowsFrom(change.from, frame), lineage };
    }
    case 'vanished':
      return {
        ...plain,
        rows: change.added,
        lineage: anew,
        vanished: vanishedRecords(path, kept, before, change.rows),
      };
    case 'lost':
      return { ...plain, rows: rowsFrom(0, frame), lineage: anew, gap: rolledTooFar(path, writtenBefore) };
  }
}

function rolledTooFar(path: string, writtenBefore: number | undefined): GapNotice {
  return {
    partition: 'files',
    ...(writtenBefore === undefined ? {} : { from: new Date(writtenBefore).toISOString() }),
    cause: 'retention lost',
    missing: `${path}: none of the rows of before is left in it; rows may have come and gone between two scans`,
    recoverable: false,
  };
}

interface Before {
  readonly bytes: Uint8Array;
  readonly frame: FrameResult;
  readonly rows: readonly string[];
}

/** The content as it was kept; absent where it was one small record and has no blob. */
function rowsBefore({ sha256 }: KeptContent, { config, format, blob }: Means): Before | undefined {
  const bytes = blob(sha256);
  if (!bytes) return undefined;
  const frame = format.frame(bytes, config.decode);
  return { bytes, frame, rows: textsOf(bytes, frame) };
}

const textsOf = (bytes: Uint8Array, { records }: FrameResult): readonly string[] =>
  records.map(({ start, end }) => Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'));

function vanishedRecords(
  path: string,
  { sha256, lineage }: KeptContent,
  { frame }: Before,
  rows: readonly number[],
): readonly ConnectorRecord[] {
  return rows.map((row) => {
    const { start, end, head } = frame.records[row]!;
    return {
      partition: 'files',
      position: `${positionOf(lineage, row, sha256)}:vanished`,
      body: { blob: sha256, start, end },
      contentType: 'application/octet-stream',
      headers: { file: path, sha256, held: 'ROW_VANISHED', ...(head ? { head: printRanges(head) } : {}) },
    };
  });
}
