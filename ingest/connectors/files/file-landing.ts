import type { ConnectorCursor, ConnectorPort, ConnectorRecord, FileEntry } from '../../connector.ts';
import type { Format } from '../../format.ts';
import { largestFile } from './config.ts';
import type { FilesConfig } from './config.ts';
import { formatOf, isInline, recordsOf } from './frame-file.ts';
import type { Body, ReadFile } from './frame-file.ts';
import { compareContent, isUnchanged, readKnown, sha256Of } from './known-file.ts';
import type { Content, KeptContent, KnownFile } from './known-file.ts';

type Refusal = 'FILE_LINK' | 'FILE_TOO_LARGE';

/** Lands files: many small ones in one commit, a large one in several, its cursor with the last of them (I2). */
export interface FileLanding {
  known(path: string): KnownFile | undefined;
  /** Nothing is left to do with the file as it is. */
  isDone(entry: FileEntry): boolean;
  /** `kept`: its records are in the ledger, it only has to be moved. */
  land(entry: FileEntry, file: ReadFile | Refusal | 'kept'): Promise<void>;
  flush(): Promise<void>;
}

export function createFileLanding(config: FilesConfig, port: ConnectorPort): FileLanding {
  return new Landing(config, port);
}

// One commit takes about as long for a thousand small records as for one.
const batchRecords = 1000;
const batchBytes = 4 * 1024 * 1024;
const rangeBytes = 256;

const cursorOf = (path: string): string => `file:${path}`;
const contentCursor = (sha256: string): string => `content:${sha256}`;

class Landing implements FileLanding {
  readonly #config: FilesConfig;
  readonly #port: ConnectorPort;
  readonly #format: Format<object>;
  readonly #known = new Map<string, KnownFile | undefined>();
  #records: ConnectorRecord[] = [];
  #bytes = 0;
  #cursors: ConnectorCursor[] = [];
  #landed: FileEntry[] = [];
  readonly #batched = new Set<string>();

  constructor(config: FilesConfig, port: ConnectorPort) {
    this.#config = config;
    this.#port = port;
    this.#format = formatOf(config);
  }

  known(path: string): KnownFile | undefined {
    if (!this.#known.has(path)) this.#known.set(path, readKnown(this.#port.cursor(cursorOf(path))));
    return this.#known.get(path);
  }

  isDone(entry: FileEntry): boolean {
    const known = this.known(entry.path);
    return isUnchanged(entry, known) && (this.#config.archive === false || known?.refused !== undefined);
  }

  async land(entry: FileEntry, file: ReadFile | Refusal | 'kept'): Promise<void> {
    if (file === 'kept') this.#landed.push(entry);
    else if (typeof file === 'string') await this.#refuse(entry, file);
    else await this.#landContent(entry, file);
  }

  /** Not read, and said so: what lay in it is lost to us until somebody acts. */
  async #refuse(entry: FileEntry, code: Refusal): Promise<void> {
    this.#port.log.warn(`${code}: ${entry.path} is not read`, { path: entry.path, size: entry.size });
    const missing = `${code}: file ${entry.path} of ${entry.size} bytes is not read`;
    await this.#port.gap({ partition: 'files', cause: 'declared', missing, recoverable: true });
    const kept = this.known(entry.path)?.kept ?? nothingKept;
    await this.#port.emit([], [this.#remember(entry, kept, code)]);
  }

  async #landContent(entry: FileEntry, file: ReadFile): Promise<void> {
    const content = compareContent(file.bytes, file.sha256, this.known(entry.path));
    const isLoss = content.kind === 'shrunk' && this.#config.rewrites !== true;
    const kept = isLoss ? await this.#landShrunk(file, content.kept) : await this.#landRecords(file, content);
    this.#cursors.push(this.#remember(entry, kept));
    this.#landed.push(entry);
    if (this.#records.length >= batchRecords || this.#bytes >= batchBytes) await this.flush();
  }

  async #landShrunk(file: ReadFile, kept: KeptContent): Promise<KeptContent> {
    const body = await this.#body(file, file.bytes.length <= 32_768);
    const headers = { file: file.path, sha256: file.sha256, held: 'FILE_SHRUNK' };
    const position = `${file.sha256}:shrunk`;
    await this.#push({
      partition: 'files',
      position,
      body: body({ start: 0, end: file.bytes.length }),
      contentType: 'application/octet-stream',
      headers,
    });
    return kept;
  }

  async #landRecords(file: ReadFile, content: Content): Promise<KeptContent> {
    const frame = this.#format.frame(file.bytes, this.#config.decode);
    const before = content.kind === 'grown' ? content.kept : undefined;
    // The last row of before may have been cut; given again, it is a repeat or a variant, and either is told.
    const from = before ? Math.max(0, Math.min(before.rows, frame.records.length) - 1) : 0;
    const lineage = [...(before?.lineage ?? []), { sha256: file.sha256, from: before?.rows ?? 0 }];
    const isRepeat = content.kind === 'same' || (!before && this.#isKnown(file.sha256));
    const body = await this.#body(file, isInline(file, frame));
    const note = content.kind === 'changed' && this.#config.rewrites !== true ? { finding: 'FILE_CHANGED' } : {};
    for (const record of recordsOf(file, frame, { body, from, lineage, note })) {
      await this.#push(record);
      if (isRepeat) break; // the same file again is one repeat, not as many as it has rows
    }
    const rows = frame.records.length;
    if (rows > 1) this.#noteContent(file.sha256, rows);
    return { sha256: file.sha256, size: file.bytes.length, rows, lineage };
  }

  /** Whether a file of these bytes has been kept whole, or is in the batch; one row alone tells by its position. */
  #isKnown(sha256: string): boolean {
    return this.#batched.has(sha256) || this.#port.cursor(contentCursor(sha256)) !== undefined;
  }

  #noteContent(sha256: string, rows: number): void {
    this.#batched.add(sha256);
    this.#cursors.push({ partition: contentCursor(sha256), state: String(rows) });
  }

  async #body({ bytes }: ReadFile, inline: boolean): Promise<Body> {
    if (inline) return ({ start, end }) => bytes.subarray(start, end);
    const blob = await this.#port.keepBlob(bytes);
    return ({ start, end }) => ({ blob, start, end });
  }

  async #push(record: ConnectorRecord): Promise<void> {
    this.#records.push(record);
    this.#bytes += record.body instanceof Uint8Array ? record.body.length + rangeBytes : rangeBytes;
    // Files landed earlier in the batch go with it, this one's cursor does not.
    if (this.#records.length >= batchRecords || this.#bytes >= batchBytes) await this.flush();
  }

  #remember(entry: FileEntry, kept: KeptContent, refused?: Refusal): ConnectorCursor {
    const { size, mtimeMs, inode } = entry;
    const isArchived = this.#config.archive !== false && refused === undefined;
    const known: KnownFile = { size, mtimeMs, inode, kept, isArchived, ...(refused ? { refused } : {}) };
    this.#known.set(entry.path, known);
    return { partition: cursorOf(entry.path), state: JSON.stringify(known) };
  }

  async flush(): Promise<void> {
    const [records, cursors, landed] = [this.#records, this.#cursors, this.#landed];
    [this.#records, this.#cursors, this.#landed, this.#bytes] = [[], [], [], 0];
    this.#batched.clear();
    if (records.length > 0 || cursors.length > 0) {
      await this.#port.emit(records, cursors);
      this.#port.alive('data');
    }
    if (this.#config.archive === false) return;
    const late = await Promise.all(landed.map((entry) => this.#archive(entry)));
    for (const grown of late) if (grown) await this.#landContent(grown.entry, grown.file);
    if (this.#cursors.length > 0) await this.flush();
  }

  /** Moves a kept file. What was written to it between reading and moving is read where it went. */
  async #archive(entry: FileEntry): Promise<{ readonly entry: FileEntry; readonly file: ReadFile } | undefined> {
    const { folder, archive = 'archive', maxBytes = largestFile } = this.#config;
    const { files, log } = this.#port;
    try {
      const moved = await files.archive(entry.path, `${folder}/${String(archive)}`, folder);
      const after = await files.stat(moved);
      if (!after || (after.size === entry.size && after.mtimeMs === entry.mtimeMs)) return undefined;
      const bytes = await files.read(moved, maxBytes);
      return { entry: { ...after, path: entry.path }, file: { path: entry.path, bytes, sha256: sha256Of(bytes) } };
    } catch (error) {
      log.warn(`${entry.path} is kept and could not be moved`, { reason: error instanceof Error ? error.message : '' });
      return undefined;
    }
  }
}

const nothingKept: KeptContent = { sha256: '', size: 0, rows: 0, lineage: [] };
