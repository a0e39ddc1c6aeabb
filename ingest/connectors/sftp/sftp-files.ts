import { constants } from 'node:fs';
import { posix } from 'node:path';
import type { FileEntryWithStats, Stats } from 'ssh2';
import { WhenceError } from '../../../graph/errors.ts';
import { compareUtf8 } from '../../../graph/model/utf8-order.ts';
import type { FileEntry, FilePort } from '../../files/file-port.ts';
import type { SftpSession } from './sftp-session.ts';

/** The files below one folder of a server. Version 3 of the protocol has whole seconds and no inodes. */
export function createSftpFiles(session: SftpSession, folder: string): FilePort {
  return new SftpFiles(session, folder);
}

// As the protocol numbers them.
const noSuchFile = 2;
const failure = 4;

const pieceBytes = 32_768;
const piecesAtOnce = 16;

class SftpFiles implements FilePort {
  readonly #session: SftpSession;
  readonly #folder: string;
  /** Looked at once a scan. */
  readonly #realFolders = new Map<string, Promise<string>>();

  constructor(session: SftpSession, folder: string) {
    this.#session = session;
    this.#folder = posix.normalize(folder).replace(/(?<=.)\/$/, '');
  }

  async list(folder: string, options?: { readonly deep: boolean }): Promise<readonly FileEntry[]> {
    this.#realFolders.clear();
    const found = await this.#list(this.#inside(folder), options?.deep ?? false);
    return found.toSorted((a, b) => compareUtf8(a.path, b.path));
  }

  async read(path: string, maxBytes: number): Promise<Uint8Array> {
    const full = this.#inside(path);
    await this.#mustLieWithin(posix.dirname(full), path);
    // The protocol cannot open without following links, so what the name stands for is asked before.
    const entry = await this.stat(path);
    if (entry?.isLink === true) throw new WhenceError('FILE_LINK', { path });
    const handle = await this.#session.within<Buffer>((done) => this.#sftp.open(full, 'r', done));
    try {
      const { size } = await this.#session.within<Stats>((done) => this.#sftp.fstat(handle, done));
      if (size > maxBytes) throw new WhenceError('FILE_TOO_LARGE', { path, size, maxBytes });
      return await this.#readAll(handle, size);
    } finally {
      await this.#session.within<undefined>((done) => this.#sftp.close(handle, done)).catch(() => undefined);
    }
  }

  async stat(path: string): Promise<FileEntry | undefined> {
    const full = this.#inside(path);
    const stats = await this.#session.within<Stats>((done) => this.#sftp.lstat(full, done)).catch(absentOnly);
    return stats && entryOf(path, stats);
  }

  async archive(path: string, folder: string, from: string): Promise<string> {
    const target = posix.join(folder, posix.relative(from, path));
    await this.#makeFolders(posix.dirname(target));
    for (let n = 1; ; n++) {
      const free = n === 1 ? target : `${target}~${n}`;
      if (await this.#move(path, free)) return free;
    }
  }

  get #sftp(): SftpSession['sftp'] {
    return this.#session.sftp;
  }

  #inside(path: string): string {
    const full = posix.normalize(path);
    const isInside = full === this.#folder || full.startsWith(this.#folder === '/' ? '/' : `${this.#folder}/`);
    if (!isInside && this.#folder !== '.') throw new WhenceError('FILE_LINK', { path });
    if (full.split('/').includes('..')) throw new WhenceError('FILE_LINK', { path });
    return full;
  }

  async #list(folder: string, deep: boolean): Promise<readonly FileEntry[]> {
    const names = await this.#session
      .within<FileEntryWithStats[]>((done) => this.#sftp.readdir(folder, done))
      .catch(absentOnly);
    const found: FileEntry[] = [];
    for (const { filename, attrs } of names ?? []) {
      if (filename === '.' || filename === '..') continue;
      const path = posix.join(folder, filename);
      if (kindOf(attrs) === constants.S_IFDIR) found.push(...(deep ? await this.#list(path, deep) : []));
      else found.push(...[entryOf(path, attrs) ?? []].flat());
    }
    return found;
  }

  /** Pieces side by side: on a long way each waits for its answer. What is there when the file is opened, and not more. */
  async #readAll(handle: Buffer, size: number): Promise<Uint8Array> {
    const bytes = Buffer.alloc(size);
    let [next, end] = [0, size];
    const worker = async (): Promise<void> => {
      while (next < end) {
        const [from, to] = [next, Math.min(next + pieceBytes, size)];
        next = to;
        const read = await this.#readPiece(handle, bytes, from, to);
        // Shorter than it was when it was opened: it is read up to there, and seen as changed afterwards.
        if (read < to) end = Math.min(end, read);
      }
    };
    await Promise.all(Array.from({ length: piecesAtOnce }, worker));
    return bytes.subarray(0, end);
  }

  async #readPiece(handle: Buffer, bytes: Buffer, from: number, to: number): Promise<number> {
    let at = from;
    while (at < to) {
      const got = await this.#session
        .within<number>((done) => this.#sftp.read(handle, bytes, at, to - at, at, (error, count) => done(error, count)))
        .catch((error: unknown) => {
          if ((error as { code?: unknown }).code === 1) return 0; // the end of the file
          throw error;
        });
      if (got === 0) return at;
      at += got;
    }
    return at;
  }

  /** A folder on the way may be a link, which the protocol follows without saying so. */
  async #mustLieWithin(folder: string, path: string): Promise<void> {
    const real = (name: string): Promise<string> => {
      const known =
        this.#realFolders.get(name) ?? this.#session.within<string>((done) => this.#sftp.realpath(name, done));
      this.#realFolders.set(name, known);
      return known;
    };
    const [base, found] = await Promise.all([real(this.#folder), real(folder)]);
    if (found !== base && !found.startsWith(base === '/' ? '/' : `${base}/`))
      throw new WhenceError('FILE_LINK', { path });
  }

  async #makeFolders(folder: string): Promise<void> {
    const full = this.#inside(folder);
    if (full === this.#folder) return;
    await this.#makeFolders(posix.dirname(full));
    await this.#session
      .within<undefined>((done) => this.#sftp.mkdir(full, done))
      .catch(async (error: unknown) => {
        const found = await this.#session.within<Stats>((done) => this.#sftp.lstat(full, done)).catch(absentOnly);
        if (!found || kindOf(found) !== constants.S_IFDIR) throw error;
      });
  }

  /** False where something lies at the target already. */
  async #move(from: string, to: string): Promise<boolean> {
    const [source, target] = [this.#inside(from), this.#inside(to)];
    // Version 3 renames never over an existing file; not every server keeps to that.
    if (await this.stat(to)) return false;
    try {
      await this.#session.within<undefined>((done) => this.#sftp.rename(source, target, done));
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === failure && (await this.stat(to))) return false;
      throw error;
    }
  }
}

const kindOf = ({ mode }: Stats): number => mode & constants.S_IFMT;

function entryOf(path: string, stats: Stats): FileEntry | undefined {
  const kind = kindOf(stats);
  if (kind !== constants.S_IFREG && kind !== constants.S_IFLNK) return undefined;
  return { path, size: stats.size, mtimeMs: stats.mtime * 1000, inode: 0, isLink: kind === constants.S_IFLNK };
}

function absentOnly(error: unknown): undefined {
  if ((error as { code?: unknown }).code === noSuchFile) return undefined;
  throw error;
}
