import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the plant's systems put their files. One file at a time: nothing is held in memory longer than that. */
export interface Sink {
  write(path: string, content: string | Uint8Array): void;
}

export function folderSink(root: string): Sink & { readonly files: number; readonly bytes: number } {
  const made = new Set<string>();
  const count = { files: 0, bytes: 0 };
  return {
    write(path, content) {
      const folder = dirname(join(root, path));
      if (!made.has(folder)) mkdirSync(folder, { recursive: true });
      made.add(folder);
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
      writeFileSync(join(root, path), bytes);
      count.files += 1;
      count.bytes += bytes.length;
    },
    get files() {
      return count.files;
    },
    get bytes() {
      return count.bytes;
    },
  };
}

/** Keeps the files in memory: for tests. */
export function memorySink(): Sink & { readonly files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const bytesOf = (content: string | Uint8Array) =>
    typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { files, write: (path, content) => void files.set(path, bytesOf(content)) };
}
