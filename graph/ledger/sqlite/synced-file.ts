import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

/** Writes a file that is whole or absent after any crash, and synced with its name when this returns. */
export function writeSynced(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    writeAndSync(unfinished, bytes);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

function writeAndSync(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a folder whose name survives a power loss. */
export function makeSyncedFolder(path: string): void {
  if (mkdirSync(path, { recursive: true }) !== undefined) syncFolder(dirname(path));
}

/** For a file found there: it may be of a process that was killed between renaming and syncing. */
export function syncAgain(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  // Windows cannot open a folder; its file systems keep the rename in their own log.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
