import type { AppendCall } from '../landing.ts';
import type { Receipt } from '../ledger.ts';
import type { CallResult, LedgerWriterOptions } from './ledger-writer.ts';
import { LedgerWriter } from './ledger-writer.ts';
import type { CommitListener, WriterHost } from './writer-host.ts';
import { WriterQueue } from './writer-queue.ts';

type Settle = PromiseWithResolvers<readonly Receipt[]>;

/** The writer in the calling thread, for tests and tools. Calls of one turn of the event loop share a commit. */
export class LocalHost implements WriterHost {
  readonly #writer: LedgerWriter;
  readonly #queue: WriterQueue<Settle>;
  readonly #committed: CommitListener;

  constructor(options: LedgerWriterOptions, committed: CommitListener) {
    this.#writer = new LedgerWriter(options);
    this.#committed = committed;
    this.#queue = new WriterQueue(this.#writer, (callers, results) => this.#settle(callers, results));
  }

  append(call: AppendCall): Promise<readonly Receipt[]> {
    const settle: Settle = Promise.withResolvers();
    if (this.#queue.isEmpty) setImmediate(() => this.#commitAll());
    this.#queue.push(call, settle);
    return settle.promise;
  }

  #commitAll(): void {
    while (!this.#queue.isEmpty) this.#queue.commit();
  }

  #settle(callers: readonly Settle[], results: readonly CallResult[]): void {
    results.forEach((result, i) => {
      if ('receipts' in result) callers[i]!.resolve(result.receipts);
      else callers[i]!.reject(result.error);
    });
    this.#committed(this.#writer.seq);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what the other host does in its own time is done at once here
  async putBlob(bytes: Uint8Array): Promise<string> {
    return this.#writer.putBlob(bytes);
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async close(): Promise<void> {
    this.#commitAll();
    this.#queue.close();
  }
}
