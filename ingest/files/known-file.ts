import { hash } from 'node:crypto';
import type { FileEntry } from './file-port.ts';
import type { Lineage } from './lineage.ts';

/** What is remembered of a file by its path: the truth for the next scan, kept with the records it stands for. */
export interface KnownFile {
  /** As last looked at, whatever came of it. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
  /** Of the content whose rows were kept last. */
  readonly kept: KeptContent;
  readonly isArchived: boolean;
  /** It was read so soon after it was written that a later change could bear the same size and time. */
  readonly isUnsettled?: boolean;
  /** Why it was not read. */
  readonly refused?: string;
}

export interface KeptContent {
  readonly sha256: string;
  readonly size: number;
  readonly rows: number;
  /** A row keeps the position under which it first came: from which row on each content counts. */
  readonly lineage: Lineage;
}

export function readKnown(state: string | undefined): KnownFile | undefined {
  return state === undefined ? undefined : (JSON.parse(state) as KnownFile);
}

export const isUnchanged = (entry: FileEntry, known: KnownFile | undefined): boolean =>
  known?.size === entry.size && known.mtimeMs === entry.mtimeMs && known.inode === entry.inode;

// SFTP and many shares know whole seconds, FAT every second one.
const coarseMs = 2000;

/**
 * Whether something written after now would show by its time. A place that counts in whole seconds hides a change within
 * the same one, so there a time must have been seen for two seconds before it is believed.
 */
export const isSettled = ({ mtimeMs }: Pick<FileEntry, 'mtimeMs'>, seenForMs: number): boolean =>
  mtimeMs % 1000 !== 0 || seenForMs >= coarseMs;

export type Content =
  { readonly kind: 'new' | 'same' } | { readonly kind: 'grown' | 'shrunk' | 'changed'; readonly kept: KeptContent };

/** What a file's content is to what was kept of it before. */
export function compareContent(bytes: Uint8Array, sha256: string, known: KnownFile | undefined): Content {
  if (known === undefined) return { kind: 'new' };
  const { kept, isArchived } = known;
  if (kept.sha256 === sha256) return { kind: 'same' };
  if (bytes.length > kept.size && sha256Of(bytes.subarray(0, kept.size)) === kept.sha256)
    return { kind: 'grown', kept };
  // Once archived, a file of that name is another file: the night's export, not a torn one.
  if (isArchived) return { kind: 'new' };
  return { kind: bytes.length < kept.size ? 'shrunk' : 'changed', kept };
}

export const sha256Of = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');
