import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FlowIndex } from './flow-index.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';
import type { SnapshotOf, StoreIdentity } from './snapshot.ts';

/** Writes beside the old one and renames: a crash leaves the one or the other, and neither is ever needed. */
export function saveSnapshot(path: string, index: FlowIndex, of: StoreIdentity): void {
  const beside = `${path}.new`;
  const file = openSync(beside, 'w');
  try {
    for (const bytes of encodeSnapshot(index, of))
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  syncFolder(dirname(path));
}

/** The index of the file, or why there is none. */
export function loadSnapshot(path: string, of: SnapshotOf): { index: FlowIndex } | { refused: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return { refused: 'there is none' };
  }
  return decodeSnapshot(bytes, of);
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
