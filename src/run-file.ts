import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the running service of a data folder is found. For its owner's eyes: the file is readable by nobody else. */
export interface RunFile {
  readonly url: string;
  readonly pid: number;
}

const pathIn = (data: string): string => join(data, 'run.json');

export function writeRunFile(data: string, run: RunFile): void {
  const path = pathIn(data);
  // By rename, so that a reader never meets half a file.
  writeFileSync(`${path}.new`, `${JSON.stringify(run)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** What the last service wrote, which a kill may have left behind: only the folder's lock says that one runs. */
export function readRunFile(data: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(pathIn(data), 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
}

export function removeRunFile(data: string): void {
  rmSync(pathIn(data), { force: true });
}
