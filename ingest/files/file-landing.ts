import type { ConnectorCursor, ConnectorPort, ConnectorRecord } from '../connector.ts';
import type { Format } from '../format.ts';
import type { FileEntry, FilePort } from './file-port.ts';
import { largestFile } from './folder-config.ts';
import type { FolderConfig } from './folder-config.ts';
import { formatOf, isInline, recordsOf } from './frame-file.ts';
import type { Body, ReadFile } from './frame-file.ts';
import { compareContent, isUnchanged, readKnown, sha256Of } from './known-file.ts';
import type { Content, KeptContent, KnownFile } from './known-file.ts';
import { changesOf } from './row-changes.ts';

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

export function createFileLanding(config: FolderConfig, port: ConnectorPort, files: FilePort): FileLanding {
  return new Landing(config, port, files);
}

// One commit takes about as long for a thousand small records as for one.
const batchRecords = 1000;
const batchBytes = 4 * 1024 * 1024;
const rangeBytes = 256;

const cursorOf = (path: string): string => `file:${path}`;
const contentCursor = (sha256: string): string => `content:${sha256}`;

class Landing implements FileLanding {
  readonly #config: FolderConfig;
  readonly #port: ConnectorPort;
  readonly #files: FilePort;
  readonly #format: Format<object>;
  readonly #known = new Map<string, KnownFile | undefined>();
  #records: ConnectorRecord[] = [];
  #bytes = 0;
  #cursors: ConnectorCursor[] = [];
  #landed: FileEntry[] = [];
  readonly #batched = new Set<string>();

  constructor(config: FolderConfig, port: ConnectorPort, files: FilePort) {
    this.#config = config;
    this.#port = port;
    this.#files = files;
    this.#format = formatOf(config);
  }

  known(path: string): KnownFile | undefined {
    if (!this.#known.has(path)) this.#known.set(path, readKnown(this.#port.cursor(cursorOf(path))));
    return this.#known.get(path);
  }

  isDone(entry: FileEntry): boolean {
    const known = this.known(entry.path);
    if (!isUnchanged(entry, known)) return false;
    return known?.refused !== undefined || (this.#config.archive === false && known?.isUnsettled !== true);
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
    await this.#port.emit([], [this.#remember(entry, kept, { refused: code })]);
  }

  async #landContent(entry: FileEntry, file: ReadFile): Promise<void> {
    const known = this.known(entry.path);
    const content = compareContent(file.bytes, file.sha256, known);
    const isLookedAtAgain = content.kind === 'same' && isUnchanged(entry, known);
    const kept = isLookedAtAgain ? known!.kept : await this.#landAs(content, file, known);
    this.#cursors.push(this.#remember(entry, kept, file.isUnsettled === true ? { isUnsettled: true } : {}));
    this.#landed.push(entry);
    if (this.#records.length >= batchRecords || this.#bytes >= batchBytes) await this.flush();
  }

  #landAs(content: Content, file: ReadFile, known: KnownFile | undefined): Promise<KeptContent> {
    const { rewrites, rolling } = this.#config;
    const isLoss = content.kind === 'shrunk' && rewrites !== true && rolling !== true;
    return isLoss ? this.#landShrunk(file, content.kept) : this.#landRecords(file, content, known);
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

  async #landRecords(file: ReadFile, content: Content, known: KnownFile | undefined): Promise<KeptContent> {
    const frame = this.#format.frame(file.bytes, this.#config.decode);
    const { rows, lineage, note, vanished, gap } = changesOf(
      { file, frame, content, writtenBefore: known?.mtimeMs },
      { config: this.#config, format: this.#format, blob: (sha256) => this.#port.blob(sha256) },
    );
    if (gap) await this.#port.gap(gap);
    for (const record of vanished) await this.#push(record);
    const isRepeat = content.kind === 'same' || (content.kind !== 'grown' && this.#isKnown(file.sha256));
    const body = await this.#body(file, isInline(file, frame));
    for (const record of recordsOf(file, frame, { body, rows, lineage, note })) {
      await this.#push(record);
      if (isRepeat) break; // the same file again is one repeat, not as many as it has rows
    }
    if (frame.records.length > 1) this.#noteContent(file.sha256, frame.records.length);
    return { sha256: file.sha256, size: file.bytes.length, rows: frame.records.length, lineage };
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

  #remember(entry: FileEntry, kept: KeptContent, as: Pick<KnownFile, 'refused' | 'isUnsettled'>): ConnectorCursor {
    const { size, mtimeMs, inode } = entry;
    const isArchived = this.#config.archive !== false && as.refused === undefined;
    const known: KnownFile = { size, mtimeMs, inode, kept, isArchived, ...as };
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
    const { log, signal } = this.#port;
    const known = this.known(entry.path);
    try {
      const moved = await this.#files.archive(entry.path, `${folder}/${String(archive)}`, folder);
      const after = await this.#files.stat(moved);
      if (!after) return undefined;
      const isSame = after.size === entry.size && after.mtimeMs === entry.mtimeMs;
      if (isSame && known?.isUnsettled !== true) return undefined;
      const bytes = await this.#files.read(moved, maxBytes);
      const sha256 = sha256Of(bytes);
      if (sha256 === known?.kept.sha256) return undefined;
      return { entry: { ...after, path: entry.path }, file: { path: entry.path, bytes, sha256 } };
    } catch (error) {
      // Without its connection nothing else can be done either: begun anew, it finds the file kept and moves it.
      if (signal.aborted || !isOfOneFile(error)) throw error;
      log.warn(`${entry.path} is kept and could not be moved`, { reason: error instanceof Error ? error.message : '' });
      return undefined;
    }
  }
}

const isOfOneFile = (error: unknown): boolean => (error as { readonly code?: unknown }).code !== 'SOURCE_UNREACHABLE';

const nothingKept: KeptContent = { sha256: '', size: 0, rows: 0, lineage: [] };
