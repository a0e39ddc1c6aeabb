import { hash } from 'node:crypto';
import type { FileEntry } from '../../connector.ts';

/** What is remembered of a file by its path: the truth for the next scan, kept with the records it stands for. */
export interface KnownFile {
  /** As last looked at, whatever came of it. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
  /** Of the content whose rows were kept last. */
  readonly kept: KeptContent;
  readonly isArchived: boolean;
  /** Why it was not read. */
  readonly refused?: string;
}

export interface KeptContent {
  readonly sha256: string;
  readonly size: number;
  readonly rows: number;
  /** A grown file's rows keep the positions under which they first came: from which row on each content counts. */
  readonly lineage: readonly { readonly sha256: string; readonly from: number }[];
}

export function readKnown(state: string | undefined): KnownFile | undefined {
  return state === undefined ? undefined : (JSON.parse(state) as KnownFile);
}

export const isUnchanged = (entry: FileEntry, known: KnownFile | undefined): boolean =>
  known?.size === entry.size && known.mtimeMs === entry.mtimeMs && known.inode === entry.inode;

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
