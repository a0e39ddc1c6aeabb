import { WhenceError } from '../../errors.ts';
import { compareUtf8 } from '../../model/utf8-order.ts';
import type { AppendCall, LandingRecord } from '../landing.ts';
import { appendCall, cutOut, shownTexts, variantPosition } from '../landing.ts';
import type { LeafHead } from '../leaf.ts';
import { chainHead, leafOf, noHead, sha256 } from '../leaf.ts';
import type {
  BlobRange,
  CursorChange,
  LastFact,
  Ledger,
  LedgerPosition,
  LedgerReader,
  LedgerRecord,
  RawRecord,
  Receipt,
  SourceCount,
} from '../ledger.ts';
import type { ChainBatch, ChainRecord } from '../verify.ts';
import { verifyChain } from '../verify.ts';

interface KeptRecord extends LeafHead {
  readonly seq: LedgerPosition;
  readonly body: Uint8Array;
  readonly blobRange: BlobRange | undefined;
  readonly leaf: Buffer;
}

/** What a memory ledger holds, apart from who writes it: hand it to another ledger to open it again. */
export class MemoryKept {
  readonly records: KeptRecord[] = [];
  readonly batches: ChainBatch[] = [];
  readonly blobs = new Map<string, Uint8Array>();
  readonly cursors = new Map<string, CursorChange>();
  /** By source, partition and position. */
  readonly known = new Map<string, KeptRecord>();
  readonly redelivered = new Map<string, number>();
  epoch = 0;
}

/** The reference: as simple as the contract allows. Each call is a batch of its own. */
export function createMemoryLedger(options: { readonly now: () => number; readonly kept?: MemoryKept }): Ledger {
  return new MemoryLedger(options.kept ?? new MemoryKept(), options.now);
}

class MemoryLedger implements Ledger {
  readonly reader: LedgerReader;
  readonly #kept: MemoryKept;
  readonly #now: () => number;
  readonly #epoch: number;
  readonly #listeners = new Set<(head: LedgerPosition) => void>();
  #isClosed = false;

  constructor(kept: MemoryKept, now: () => number) {
    this.#kept = kept;
    this.#now = now;
    this.#epoch = ++kept.epoch;
    this.reader = new MemoryLedgerReader(kept);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a refusal must be a rejection, as with every ledger
  async append(records: readonly RawRecord[], advance: readonly CursorChange[] = []): Promise<readonly Receipt[]> {
    if (this.#isClosed) throw new WhenceError('LEDGER_IO', { says: 'The ledger is closed' });
    if (this.#kept.epoch !== this.#epoch) throw new WhenceError('FENCED', { epoch: this.#epoch });
    const before = this.#kept.records.length;
    const receipts = this.#commit(appendCall(records, advance));
    const after = this.#kept.records.length;
    if (after > before) this.#listeners.forEach((listener) => listener(after));
    return receipts;
  }

  #commit(call: AppendCall): readonly Receipt[] {
    const kept = this.#kept;
    const first = kept.records.length;
    // Bodies first: a range that cannot be read refuses the call before anything of it is kept.
    const bodies = call.records.map((record) => this.#body(record.body));
    const receivedAt = new Date(this.#now()).toISOString();
    const receipts = call.records.map((record, i) => this.#keep(record, bodies[i]!, receivedAt));
    for (const change of call.advance) kept.cursors.set(keyOf(change.source, change.partition), change);
    if (kept.records.length > first) kept.batches.push(this.#batch(first));
    return receipts;
  }

  #body(body: Uint8Array | BlobRange): Uint8Array {
    if (body instanceof Uint8Array) return new Uint8Array(body);
    const blob = this.#kept.blobs.get(body.blob);
    if (blob === undefined) throw new WhenceError('BLOB_UNKNOWN', { blob: body.blob });
    return cutOut(blob, body);
  }

  #keep(record: LandingRecord, body: Uint8Array, receivedAt: string): Receipt {
    const bodyDigest = sha256(body).toString('hex');
    const of = this.#known(record, record.position);
    let position = record.position;
    for (let known = of; known !== undefined; known = this.#known(record, position)) {
      if (known.bodyDigest === bodyDigest) return this.#repeat(known);
      position = variantPosition(position, bodyDigest);
    }
    const seq = this.#push({ ...record, position, receivedAt, bodyDigest }, body, record.body);
    return of === undefined ? { kind: 'kept', seq } : { kind: 'kept-variant', seq, of: of.seq };
  }

  #known(record: LandingRecord, position: string): KeptRecord | undefined {
    return this.#kept.known.get(keyOf(record.source, record.partition, position));
  }

  #repeat(known: KeptRecord): Receipt {
    const key = keyOf(known.source, known.stream);
    this.#kept.redelivered.set(key, (this.#kept.redelivered.get(key) ?? 0) + 1);
    return { kind: 'repeat', seq: known.seq };
  }

  #push(head: LeafHead, body: Uint8Array, given: Uint8Array | BlobRange): LedgerPosition {
    const seq = this.#kept.records.length + 1;
    const blobRange = given instanceof Uint8Array ? undefined : given;
    const record: KeptRecord = { ...head, seq, body, blobRange, leaf: leafOf(head) };
    this.#kept.records.push(record);
    this.#kept.known.set(keyOf(head.source, head.partition, head.position), record);
    return seq;
  }

  #batch(first: number): ChainBatch {
    const { records, batches } = this.#kept;
    const prevHead = batches.at(-1)?.head ?? noHead.toString('hex');
    const leaves = records.slice(first).map((record) => record.leaf);
    const head = chainHead(Buffer.from(prevHead, 'hex'), leaves).toString('hex');
    return { firstSeq: first + 1, lastSeq: records.length, prevHead, head, epoch: this.#epoch };
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async putBlob(bytes: Uint8Array): Promise<string> {
    const digest = sha256(bytes).toString('hex');
    if (!this.#kept.blobs.has(digest)) this.#kept.blobs.set(digest, new Uint8Array(bytes));
    return digest;
  }

  onCommit(listener: (head: LedgerPosition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }
}

class MemoryLedgerReader implements LedgerReader {
  readonly #kept: MemoryKept;

  constructor(kept: MemoryKept) {
    this.#kept = kept;
  }

  read(after: LedgerPosition, limit: number): readonly LedgerRecord[] {
    return this.#kept.records.slice(after, after + limit).map(shown);
  }

  record(seq: LedgerPosition): LedgerRecord | undefined {
    const record = this.#kept.records[seq - 1];
    return record && shown(record);
  }

  seqOf(source: string, partition: string, position: string): LedgerPosition | undefined {
    return this.#kept.known.get(keyOf(source, partition, position))?.seq;
  }

  receivedAt(seq: LedgerPosition): string | undefined {
    return this.#kept.records[seq - 1]?.receivedAt;
  }

  cursor(source: string, partition: string): string | undefined {
    return this.#kept.cursors.get(keyOf(source, partition))?.state;
  }

  cursors(source: string): readonly CursorChange[] {
    const ofSource = [...this.#kept.cursors.values()].filter((cursor) => cursor.source === source);
    return ofSource.toSorted((a, b) => compareUtf8(a.partition, b.partition));
  }

  head(): { seq: LedgerPosition; head: string; epoch: number } {
    const { records, batches, epoch } = this.#kept;
    return { seq: records.length, head: batches.at(-1)?.head ?? noHead.toString('hex'), epoch };
  }

  counts(): readonly SourceCount[] {
    const last = Map.groupBy(this.#kept.records, (record) => keyOf(record.source, record.stream));
    return [...last].map(([key, records]) => this.#count(key, records)).toSorted(bySource);
  }

  lastFacts(at: LedgerPosition): readonly LastFact[] {
    const facts = this.#kept.records.slice(0, at).filter(({ stream }) => stream === 'fact');
    const last = new Map(facts.map(({ source, seq, receivedAt }) => [source, { source, seq, receivedAt }]));
    return [...last.values()].toSorted((a, b) => compareUtf8(a.source, b.source));
  }

  #count(key: string, records: readonly KeptRecord[]): SourceCount {
    const { source, stream, seq, receivedAt } = records.at(-1)!;
    const redelivered = this.#kept.redelivered.get(key) ?? 0;
    return { source, stream, stored: records.length, redelivered, lastSeq: seq, lastReceivedAt: receivedAt };
  }

  blob(sha256Hex: string): Uint8Array | undefined {
    return this.#kept.blobs.get(sha256Hex);
  }

  verify(progress?: (done: number) => void): ReturnType<LedgerReader['verify']> {
    const records = this.#kept.records.map((record): ChainRecord => ({ ...record, leaf: record.leaf.toString('hex') }));
    return verifyChain(this.#kept.batches, records, undefined, progress);
  }

  close(): void {
    // Nothing is held.
  }
}

function shown(record: KeptRecord): LedgerRecord {
  const { seq, stream, source, partition, position, receivedAt, contentType, body, bodyDigest, blobRange } = record;
  const headers = JSON.parse(record.headers) as Readonly<Record<string, string>>;
  return {
    ...{ seq, stream, source, partition, position, receivedAt, contentType, body, bodyDigest },
    ...shownTexts(headers, record.sourceTime, record.flags),
    ...(blobRange === undefined ? {} : { blobRange }),
    leaf: record.leaf.toString('hex'),
  };
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function bySource(a: SourceCount, b: SourceCount): number {
  return compareUtf8(a.source, b.source) || compareUtf8(a.stream, b.stream);
}
