/** Sequence number of a record in the ledger: 1, 2, 3 … without holes. 0 is "before everything". */
export type LedgerPosition = number;

/** `fact`: what a source said. `decision`: what a person did. `control`: configuration, gaps, ticks of the service itself. */
export type LedgerStream = 'fact' | 'decision' | 'control';

/** Part of a body that is kept once for many records (the file a row was cut from). Digests are of plain bytes. */
export interface BlobRange {
  /** SHA-256 of the whole blob, lower-case hex; the blob was given to `putBlob` before. */
  readonly blob: string;
  readonly start: number;
  readonly end: number;
}

export type RecordFlag = 'state' | 'historical' | 'retained' | 'redacted';

/** What a connector hands over: bytes as they came, and where they came from. */
export interface RawRecord {
  readonly stream?: LedgerStream;
  readonly source: string;
  readonly partition: string;
  /** Unique within (source, partition): an ordinal, an offset, an id, or a digest where the source has none. */
  readonly position: string;
  readonly body: Uint8Array | BlobRange;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The source's own stamp, as text, and who stamped it. */
  readonly sourceTime?: string;
  readonly flags?: readonly RecordFlag[];
}

export interface LedgerRecord extends Omit<RawRecord, 'body' | 'stream'> {
  readonly seq: LedgerPosition;
  readonly stream: LedgerStream;
  /** UTC, RFC 3339 with milliseconds, from the ledger's clock. */
  readonly receivedAt: string;
  readonly body: Uint8Array;
  /** Set where the body lies in a blob; `body` is then its cut-out, already read. */
  readonly blobRange?: BlobRange;
  /** SHA-256 of the body, lower-case hex. */
  readonly bodyDigest: string;
  /** SHA-256 over the record's canonical head and its body's digest, lower-case hex. */
  readonly leaf: string;
}

/** What became of an appended record. */
export type Receipt =
  | { readonly kind: 'kept'; readonly seq: LedgerPosition }
  /** The same bytes under the same position are known; counted, not kept again. */
  | { readonly kind: 'repeat'; readonly seq: LedgerPosition }
  /** The position is known with other bytes: kept under position + body digest, to be found as `POSITION_REUSED`. */
  | { readonly kind: 'kept-variant'; readonly seq: LedgerPosition; readonly of: LedgerPosition };

/** How far a source has been read. Changes only together with the records it covers. */
export interface CursorChange {
  readonly source: string;
  readonly partition: string;
  /** Opaque to the ledger; JSON text by convention. */
  readonly state: string;
}

export interface LedgerHead {
  readonly seq: LedgerPosition;
  /** Chain hash after the last batch: SHA-256(previous head ‖ leaves of the batch), lower-case hex. */
  readonly head: string;
  readonly epoch: number;
}

export interface SourceCount {
  readonly source: string;
  readonly stream: LedgerStream;
  readonly stored: number;
  readonly redelivered: number;
  readonly lastSeq: LedgerPosition;
  readonly lastReceivedAt: string;
}

/** The last fact of a source up to some position. */
export interface LastFact {
  readonly source: string;
  readonly seq: LedgerPosition;
  readonly receivedAt: string;
}

export interface VerifyReport {
  readonly records: number;
  readonly batches: number;
  readonly head: string;
  readonly ok: boolean;
  /** Positions before which the clock of this machine went back: times of receipt are then no order, positions are. */
  readonly clockBack: readonly LedgerPosition[];
  /** First thing found wrong, in words that name the record or batch. */
  readonly broken?: string;
}

/** Reading what the ledger holds. Every method sees all that was committed when it was called, and nothing else. */
export interface LedgerReader {
  /**
   * Everything after `after`, in order, at most `limit` records, and fewer where their bodies pass 64 MiB. Only an empty page
   * is the end; it does not wait for more.
   */
  read(after: LedgerPosition, limit: number): readonly LedgerRecord[];
  record(seq: LedgerPosition): LedgerRecord | undefined;
  /** Where the record of a source's own position lies. */
  seqOf(source: string, partition: string, position: string): LedgerPosition | undefined;
  /** Source and time of receipt alone, for completeness; cheaper than `record`. */
  receivedAt(seq: LedgerPosition): string | undefined;
  cursor(source: string, partition: string): string | undefined;
  cursors(source: string): readonly CursorChange[];
  head(): LedgerHead;
  counts(): readonly SourceCount[];
  /** How far each source had come at a position: its last record of stream `fact` at or before it. */
  lastFacts(at: LedgerPosition): readonly LastFact[];
  blob(sha256: string): Uint8Array | undefined;
  /** Recomputes every leaf and the chain from the bytes. Calls `progress` with records done now and then. */
  verify(progress?: (done: number) => void): VerifyReport;
  close(): void;
}

/**
 * The append-only record of everything any source has told us. It is the only thing that cannot be rebuilt.
 *
 * A record is kept exactly as it came. Once `append` has resolved, the record survives a crash of the process and of the
 * machine, and its source may be told so. Nothing is ever changed or removed; what was wrong is corrected by a later record.
 * Record, dedupe key, cursor, leaf, chain hash and writer epoch change in one transaction of one file.
 */
export interface Ledger {
  /**
   * Keeps the records, in order, in one commit with `advance`; calls made meanwhile share the next commit.
   * Rejects with `LEDGER_FULL` or `LEDGER_IO` when nothing was kept or nothing is known, `FENCED` when another writer has taken
   * over, `BLOB_UNKNOWN`, `BLOB_RANGE` or `CANONICAL_JSON` when the records themselves cannot be kept; then the source must
   * not be acknowledged, and what it sends again is recognised.
   */
  append(records: readonly RawRecord[], advance?: readonly CursorChange[]): Promise<readonly Receipt[]>;

  /** Keeps a body that many records will point into; resolves when it is synced. Its SHA-256 in lower-case hex. */
  putBlob(bytes: Uint8Array): Promise<string>;

  /** Calls back with the new head position after each commit that kept a record; returns the way to stop. */
  onCommit(listener: (head: LedgerPosition) => void): () => void;

  readonly reader: LedgerReader;

  close(): Promise<void>;
}
