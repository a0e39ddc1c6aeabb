import { shownTexts } from '../landing.ts';
import type { BlobRange, LedgerPosition, LedgerRecord, LedgerStream } from '../ledger.ts';
import type { ChainRecord } from '../verify.ts';
import type { BlobStore } from './blob-store.ts';

/** A row of `record` as an array, in the order of the statement's columns. */
export type RecordRow = readonly [
  seq: LedgerPosition,
  stream: LedgerStream,
  source: string,
  partition: string,
  position: string,
  receivedAt: string,
  sourceTime: string | null,
  contentType: string,
  headers: string,
  flags: string | null,
  bodyDigest: Uint8Array,
  leaf: Uint8Array,
  blob: Uint8Array | null,
  rangeStart: number | null,
  rangeEnd: number | null,
  body: Uint8Array | null,
];

const nothing = new Uint8Array();

/** Turns rows into records. Rows of one file share the text of their headers: it is parsed once. */
export class RowReader {
  readonly #blobs: BlobStore;
  #headersText = '{}';
  #headers: Readonly<Record<string, string>> = {};

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  record(row: RecordRow): LedgerRecord {
    const [seq, stream, source, partition, position, receivedAt, sourceTime, contentType, headers, flags] = row;
    const blobRange = rangeOf(row);
    return {
      seq,
      stream,
      source,
      partition,
      position,
      receivedAt,
      contentType,
      ...shownTexts(this.#parse(headers), sourceTime ?? undefined, flags ?? undefined),
      body: this.#body(row, blobRange),
      ...(blobRange === undefined ? {} : { blobRange }),
      bodyDigest: hex(row[10]),
      leaf: hex(row[11]),
    };
  }

  /** For the check of the chain: the texts as they lie there. */
  chainRecord(row: RecordRow): ChainRecord {
    const [seq, stream, source, partition, position, receivedAt, sourceTime, contentType, headers, flags] = row;
    const head = { stream, source, partition, position, receivedAt, contentType, headers };
    const optional = { sourceTime: sourceTime ?? undefined, flags: flags ?? undefined };
    const digests = { bodyDigest: hex(row[10]), leaf: hex(row[11]) };
    return { seq, ...head, ...optional, ...digests, body: this.#body(row, rangeOf(row)) };
  }

  #parse(text: string): Readonly<Record<string, string>> {
    if (text !== this.#headersText) {
      this.#headers = JSON.parse(text) as Readonly<Record<string, string>>;
      this.#headersText = text;
    }
    return this.#headers;
  }

  #body(row: RecordRow, range: BlobRange | undefined): Uint8Array {
    return range === undefined ? (row[15] ?? nothing) : this.#blobs.cut(range);
  }
}

function rangeOf(row: RecordRow): BlobRange | undefined {
  const [blob, start, end] = [row[12], row[13], row[14]];
  return blob === null || start === null || end === null ? undefined : { blob: hex(blob), start, end };
}

/** Bytes that reading the row takes, near enough to end a page by. */
export function bodyLength(row: RecordRow): number {
  return row[13] === null || row[14] === null ? (row[15]?.length ?? 0) : row[14] - row[13];
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
