import { Worker } from 'node:worker_threads';
import { WhenceError } from '../../errors.ts';
import type { AppendCall } from '../landing.ts';
import type { Receipt } from '../ledger.ts';
import type { CommitListener, WriterHost } from './writer-host.ts';
import type { FromWriter, ToWriter } from './writer-messages.ts';
import { packCalls, receiveError, unpackReceipts } from './writer-messages.ts';

interface WaitingCall {
  readonly records: number;
  readonly settle: PromiseWithResolvers<readonly Receipt[]>;
}

/** The writer in a thread of its own, so that syncs and hashing block nobody. */
export class WorkerHost implements WriterHost {
  readonly #worker: Worker;
  readonly #committed: CommitListener;
  readonly #opened = Promise.withResolvers<undefined>();
  readonly #closed = Promise.withResolvers<undefined>();
  readonly #calls = new Map<number, WaitingCall>();
  readonly #blobs = new Map<number, PromiseWithResolvers<string>>();
  #queued: AppendCall[] = [];
  #lastId = 0;
  #lost: Error | undefined;

  /** Rejects when the ledger refuses to open. */
  static async open(
    workerData: { readonly folder: string; readonly headNote: string | undefined },
    committed: CommitListener,
  ): Promise<WorkerHost> {
    const host = new WorkerHost(
      new Worker(new URL('./ledger-writer-worker.ts', import.meta.url), { workerData }),
      committed,
    );
    await host.#opened.promise;
    return host;
  }

  private constructor(worker: Worker, committed: CommitListener) {
    this.#worker = worker;
    this.#committed = committed;
    worker.on('message', (message: FromWriter) => this.#receive(message));
    worker.on('error', (error: Error) => this.#lose(error));
    worker.on('exit', () => this.#lose(new Error('The thread that writes has ended')));
  }

  append(call: AppendCall): Promise<readonly Receipt[]> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    // Those of one turn travel together: a thousand single records are one message, not a thousand.
    if (this.#queued.length === 0) queueMicrotask(() => this.#send());
    this.#queued.push(call);
    const settle = Promise.withResolvers<readonly Receipt[]>();
    this.#calls.set(++this.#lastId, { records: call.records.length, settle });
    return settle.promise;
  }

  #send(): void {
    const calls = this.#queued;
    this.#queued = [];
    if (calls.length === 0) return;
    const message = packCalls(calls, this.#lastId - calls.length + 1);
    this.#post(message, [message.bodies]);
  }

  #post(message: ToWriter, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  putBlob(bytes: Uint8Array): Promise<string> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    this.#send();
    const settle = Promise.withResolvers<string>();
    this.#blobs.set(++this.#lastId, settle);
    const copy = new Uint8Array(bytes);
    this.#post({ kind: 'blob', id: this.#lastId, bytes: copy }, [copy.buffer]);
    return settle.promise;
  }

  async close(): Promise<void> {
    if (this.#lost !== undefined) return;
    this.#send();
    this.#post({ kind: 'close' });
    await this.#closed.promise;
  }

  #receive(message: FromWriter): void {
    switch (message.kind) {
      case 'opened':
        this.#opened.resolve(undefined);
        return;
      case 'kept':
        this.#kept(message);
        return;
      case 'blob':
        this.#blobs.get(message.id)?.resolve(message.digest);
        this.#blobs.delete(message.id);
        return;
      case 'refused':
        this.#refuse(message.id, receiveError(message.error));
        return;
      case 'closed':
        this.#closed.resolve(undefined);
    }
  }

  #kept({ ids, receipts, seq }: FromWriter & { readonly kind: 'kept' }): void {
    let start = 0;
    for (const id of ids) {
      const { records, settle } = this.#calls.get(id)!;
      this.#calls.delete(id);
      settle.resolve(unpackReceipts(receipts, start, records));
      start += records;
    }
    this.#committed(seq);
  }

  #refuse(id: number, error: Error): void {
    this.#opened.reject(error);
    this.#calls.get(id)?.settle.reject(error);
    this.#blobs.get(id)?.reject(error);
    this.#calls.delete(id);
    this.#blobs.delete(id);
  }

  /** Nothing is known of what was on its way: the sources are not told, and what they send again is recognised. */
  #lose(cause: Error): void {
    this.#lost ??= new WhenceError('LEDGER_IO', { says: `The ledger takes nothing more: ${cause.message}` }, { cause });
    const lost = this.#lost;
    this.#opened.reject(lost);
    this.#closed.resolve(undefined);
    this.#calls.forEach(({ settle }) => settle.reject(lost));
    this.#blobs.forEach((settle) => settle.reject(lost));
    this.#calls.clear();
    this.#blobs.clear();
  }
}
