import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WhenceError } from '../../errors.ts';
import { checkRange, cutOut } from '../landing.ts';
import { sha256 } from '../leaf.ts';
import type { BlobRange } from '../ledger.ts';
import { makeSyncedFolder, syncAgain, writeSynced } from './synced-file.ts';

// Whole files that rows are being cut from; larger blobs are read by range.
const rememberedBytes = 64 * 1024 * 1024;

/** Bodies by their SHA-256, one file each, under `blobs/ab/`. Written once, never changed. */
export class BlobStore {
  readonly #folder: string;
  /** Newest use last. */
  readonly #remembered = new Map<string, Uint8Array>();
  readonly #known = new Set<string>();

  constructor(ledgerFolder: string) {
    this.#folder = join(ledgerFolder, 'blobs');
  }

  /** Returns when the blob is synced. */
  put(bytes: Uint8Array): string {
    const digest = sha256(bytes).toString('hex');
    if (this.#known.has(digest)) return digest;
    const path = this.#path(digest);
    makeSyncedFolder(this.#folder);
    makeSyncedFolder(dirname(path));
    if (existsSync(path)) syncAgain(path);
    else writeSynced(path, bytes);
    this.#known.add(digest);
    return digest;
  }

  get(digest: string): Uint8Array | undefined {
    if (!/^[0-9a-f]{64}$/.test(digest)) return undefined;
    const path = this.#path(digest);
    return existsSync(path) ? readFileSync(path) : undefined;
  }

  /** The bytes of a range. Throws `BLOB_UNKNOWN` or `BLOB_RANGE`. */
  cut(range: BlobRange): Uint8Array {
    const remembered = this.#recall(range.blob);
    if (remembered !== undefined) return cutOut(remembered, range);
    const size = this.#size(range.blob);
    if (size > rememberedBytes) return this.#readRange(range, size);
    const blob = this.get(range.blob)!;
    this.#remember(range.blob, blob);
    return cutOut(blob, range);
  }

  #size(digest: string): number {
    const found = /^[0-9a-f]{64}$/.test(digest) && statSync(this.#path(digest), { throwIfNoEntry: false });
    if (!found) throw new WhenceError('BLOB_UNKNOWN', { blob: digest });
    return found.size;
  }

  #readRange(range: BlobRange, size: number): Uint8Array {
    const { start, end } = range;
    checkRange(range, size);
    const file = openSync(this.#path(range.blob), 'r');
    try {
      const bytes = new Uint8Array(end - start);
      const read = readSync(file, bytes, 0, bytes.length, start);
      if (read < bytes.length) throw new WhenceError('BLOB_UNKNOWN', { says: 'A blob ended early', ...range });
      return bytes;
    } finally {
      closeSync(file);
    }
  }

  #recall(digest: string): Uint8Array | undefined {
    const blob = this.#remembered.get(digest);
    if (blob === undefined) return undefined;
    this.#remembered.delete(digest);
    this.#remembered.set(digest, blob);
    return blob;
  }

  #remember(digest: string, blob: Uint8Array): void {
    this.#remembered.set(digest, blob);
    let total = [...this.#remembered.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    for (const [oldest, bytes] of this.#remembered) {
      if (total <= rememberedBytes) break;
      this.#remembered.delete(oldest);
      total -= bytes.length;
    }
  }

  #path(digest: string): string {
    return join(this.#folder, digest.slice(0, 2), digest.slice(2));
  }
}
