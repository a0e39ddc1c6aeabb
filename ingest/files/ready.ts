import type { FileEntry } from './file-port.ts';
import type { Ready } from './folder-config.ts';
import { createPattern } from './pattern.ts';

/** What has been seen of a file over the scans. */
export interface Sighting {
  readonly size: number;
  readonly mtimeMs: number;
  /** Scans in a row with this size and time. */
  readonly scans: number;
  /** Milliseconds since 1970 of the first of these scans. */
  readonly since: number;
}

export function sight({ size, mtimeMs }: FileEntry, before: Sighting | undefined, now: number): Sighting {
  const isSame = before?.size === size && before.mtimeMs === mtimeMs;
  return isSame ? { ...before, scans: before.scans + 1 } : { size, mtimeMs, scans: 1, since: now };
}

/** One scan of a folder, as the rules see it. */
export interface Scan {
  readonly names: ReadonlySet<string>;
  /** Names that the manifests of the folder list. */
  readonly listed: ReadonlySet<string>;
}

/** `yes`, `no`, or `look`: only its content can tell. */
export type Readiness = 'yes' | 'no' | 'look';

/** When is a file whole? One rule a source, as configured. */
export function isReady(rule: Ready, path: string, sighting: Sighting, scan: Scan): Readiness {
  if ('rename' in rule) return 'yes';
  if ('stable scans' in rule) return sighting.scans >= rule['stable scans'] ? 'yes' : 'no';
  if ('done file' in rule) return hasDoneFile(path, rule['done file'], scan) ? 'yes' : 'no';
  if ('manifest' in rule) return scan.listed.has(path) ? 'yes' : 'no';
  return 'look';
}

function hasDoneFile(path: string, ending: string, { names }: Scan): boolean {
  return names.has(path + ending) || names.has(path.replace(/\.[^./]*$/, '') + ending);
}

/** Files that say something about others: they carry no records. */
export function isSignal(rule: Ready): (path: string) => boolean {
  if ('done file' in rule) return (path) => path.endsWith(rule['done file']);
  return 'manifest' in rule ? createPattern(rule.manifest) : () => false;
}

const searched = 65_536;

/** Whether the last line that is not blank begins with the text; both compared as bytes. */
export function endsWithTrailer(bytes: Uint8Array, trailer: string): boolean {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - searched)))
    .toString('latin1')
    .trimEnd();
  const line = tail.slice(tail.lastIndexOf('\n') + 1).trimStart();
  return line.startsWith(Buffer.from(trailer).toString('latin1'));
}
