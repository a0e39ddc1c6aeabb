import type { LeafHead } from './leaf.ts';
import { chainHead, leafOf, noHead, sha256 } from './leaf.ts';
import type { LedgerPosition, VerifyReport } from './ledger.ts';

export interface ChainRecord extends LeafHead {
  readonly seq: LedgerPosition;
  readonly body: Uint8Array;
  readonly leaf: string;
}

export interface ChainBatch {
  readonly firstSeq: LedgerPosition;
  readonly lastSeq: LedgerPosition;
  readonly prevHead: string;
  readonly head: string;
  readonly epoch: number;
}

/** Where a check begins: after `seq`, whose chain hash is taken as given. */
export interface ChainStart {
  readonly seq: LedgerPosition;
  readonly head: string;
}

export const chainBegin: ChainStart = { seq: 0, head: noHead.toString('hex') };

const reportEvery = 10_000;

/**
 * Recomputes every body digest, leaf and chain hash after `start`, and that records and batches follow each other without
 * hole. It finds any byte changed in what a leaf covers, and any record changed, removed, moved or put in between. It cannot find
 * a consistent rewrite of everything from some batch on, nor whole batches cut off at the end: for these a chain hash must be
 * known from elsewhere.
 */
export function verifyChain(
  batches: Iterable<ChainBatch>,
  records: Iterable<ChainRecord>,
  start: ChainStart = chainBegin,
  progress: (done: number) => void = () => undefined,
): VerifyReport {
  const walk = new ChainWalk(records[Symbol.iterator](), start, progress);
  for (const batch of batches) {
    const broken = walk.step(batch);
    if (broken !== undefined) return walk.report(broken);
  }
  return walk.report(walk.rest());
}

class ChainWalk {
  readonly #records: Iterator<ChainRecord>;
  readonly #progress: (done: number) => void;
  #seq: LedgerPosition;
  #head: string;
  #epoch = 0;
  #done = 0;
  #batches = 0;
  #receivedAt = '';
  readonly #clockBack: LedgerPosition[] = [];

  constructor(records: Iterator<ChainRecord>, start: ChainStart, progress: (done: number) => void) {
    this.#records = records;
    this.#progress = progress;
    this.#seq = start.seq;
    this.#head = start.head;
  }

  step(batch: ChainBatch): string | undefined {
    const name = `batch of records ${batch.firstSeq}–${batch.lastSeq}`;
    if (batch.firstSeq !== this.#seq + 1) return `${name} does not follow record ${this.#seq}`;
    if (batch.lastSeq < batch.firstSeq) return `${name} is empty`;
    if (batch.prevHead !== this.#head) return `${name} does not follow the chain hash before it`;
    if (batch.epoch < this.#epoch) return `${name} has an epoch before that of the batch before it`;
    const leaves: Buffer[] = [];
    for (let seq = batch.firstSeq; seq <= batch.lastSeq; seq++) {
      const broken = this.#take(seq, leaves);
      if (broken !== undefined) return broken;
    }
    const head = chainHead(Buffer.from(this.#head, 'hex'), leaves).toString('hex');
    if (head !== batch.head) return `${name} does not give its chain hash`;
    this.#seq = batch.lastSeq;
    this.#head = head;
    this.#epoch = batch.epoch;
    this.#batches++;
    return undefined;
  }

  #take(seq: LedgerPosition, leaves: Buffer[]): string | undefined {
    const next = this.#records.next();
    if (next.done === true) return `record ${seq} is missing`;
    const record = next.value;
    if (record.seq !== seq) return `record ${seq} is missing`;
    if (sha256(record.body).toString('hex') !== record.bodyDigest)
      return `record ${seq} has other bytes than were kept`;
    const leaf = leafOf(record);
    if (leaf.toString('hex') !== record.leaf) return `record ${seq} does not give its leaf`;
    leaves.push(leaf);
    if (record.receivedAt < this.#receivedAt) this.#clockBack.push(seq);
    this.#receivedAt = record.receivedAt;
    this.#done++;
    if (this.#done % reportEvery === 0) this.#progress(this.#done);
    return undefined;
  }

  rest(): string | undefined {
    const next = this.#records.next();
    return next.done === true ? undefined : `record ${next.value.seq} is in no batch`;
  }

  report(broken: string | undefined): VerifyReport {
    const found = { records: this.#done, batches: this.#batches, head: this.#head, clockBack: this.#clockBack };
    return broken === undefined ? { ...found, ok: true } : { ...found, ok: false, broken };
  }
}
