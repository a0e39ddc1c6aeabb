import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { WhenceError } from '../../../graph/errors.ts';
import { compareUtf8 } from '../../../graph/model/utf8-order.ts';
import type { FileEntry, FilePort } from '../../files/file-port.ts';

/** The files below one folder of this machine. Links are listed as such and never followed. */
export function createLocalFiles(root: string): FilePort {
  const base = resolve(root);
  const absolute = (path: string): string => within(base, path);
  return {
    list(folder, options) {
      checkedFolders.clear();
      return list(base, absolute(folder), options?.deep ?? false);
    },
    read: (path, maxBytes) => read(base, absolute(path), maxBytes),
    stat: (path) => stat(base, absolute(path)),
    archive: (path, folder, from) => archive(base, absolute(path), absolute(folder), absolute(from)),
  };
}

function within(base: string, path: string): string {
  const full = resolve(base, path);
  if (full !== base && !full.startsWith(base + sep)) throw new WhenceError('FILE_LINK', { path });
  return full;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const named = (base: string, full: string): string => relative(base, full).split(sep).join('/');

async function list(base: string, folder: string, deep: boolean): Promise<readonly FileEntry[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch(noFolder);
  const found = await Promise.all(
    names.map((name): Promise<readonly FileEntry[]> => {
      const full = join(folder, name.name);
      if (name.isDirectory()) return deep ? list(base, full, deep) : Promise.resolve([]);
      return stat(base, full).then((entry) => (entry ? [entry] : []));
    }),
  );
  return found.flat().sort((a, b) => compareUtf8(a.path, b.path));
}

function noFolder(error: unknown): [] {
  if (codeOf(error) === 'ENOENT') return [];
  throw error;
}

async function stat(base: string, full: string): Promise<FileEntry | undefined> {
  const found = await lstat(full).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!found || !(found.isFile() || found.isSymbolicLink())) return undefined;
  const { size, mtimeMs, ino } = found;
  return { path: named(base, full), size, mtimeMs, inode: ino, isLink: found.isSymbolicLink() };
}

async function read(base: string, full: string, maxBytes: number): Promise<Uint8Array> {
  await mustLieWithin(base, dirname(full));
  const file = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
    throw codeOf(error) === 'ELOOP' ? new WhenceError('FILE_LINK', { path: named(base, full) }) : error;
  });
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw new WhenceError('FILE_TOO_LARGE', { path: named(base, full), size, maxBytes });
    return await file.readFile();
  } finally {
    await file.close();
  }
}

// O_NOFOLLOW speaks of the last name only; a folder on the way may be a link too. Looked at once a scan.
const checkedFolders = new Map<string, Promise<string>>();

async function mustLieWithin(base: string, folder: string): Promise<void> {
  const real = (path: string): Promise<string> => {
    const known = checkedFolders.get(path) ?? realpath(path);
    checkedFolders.set(path, known);
    return known;
  };
  const [realBase, realFolder] = await Promise.all([real(base), real(folder)]);
  if (realFolder !== realBase && !realFolder.startsWith(realBase + sep))
    throw new WhenceError('FILE_LINK', { path: named(base, folder) });
}

async function archive(base: string, full: string, folder: string, from: string): Promise<string> {
  const target = join(folder, relative(from, full));
  await mkdir(dirname(target), { recursive: true });
  for (let n = 1; ; n++) {
    const free = n === 1 ? target : `${target}~${n}`;
    if (await move(full, free)) return named(base, free);
  }
}

/** False where something lies at the target already. */
async function move(from: string, to: string): Promise<boolean> {
  try {
    // A rename would silently replace what lies there.
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EMLINK') throw error;
    if (
      await lstat(to).then(
        () => true,
        () => false,
      )
    )
      return false;
    await rename(from, to); // shares without hard links
    return true;
  }
  await unlink(from);
  return true;
}
