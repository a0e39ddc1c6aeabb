import { Worker } from 'node:worker_threads';
import type { LedgerPosition } from '../graph/ledger/ledger.ts';
import type { FromPipeline, PipelineWorkerData, ToPipeline } from './pipeline-messages.ts';

/** The pipeline in a thread of its own, seen from the thread that started it. */
export interface PipelineThread {
  /** The ledger has more: call it after each commit. */
  follow(): void;
  /** Position up to which graph and outcomes are written. */
  position(): LedgerPosition;
  /** The highest of these positions: where the graph stands before it, it was lost and is written anew. */
  written(): LedgerPosition;
  /** Resolves when that position is at least `upTo`; rejects when the thread is lost. */
  reached(upTo: LedgerPosition): Promise<void>;
  /** Calls back with each position reached; returns the way to stop. */
  onApplied(listener: (position: LedgerPosition) => void): () => void;
  /** Why it stands still, while it does: the store is away, the disk is full. */
  waitingFor(): { readonly code: string; readonly message: string } | undefined;
  /** Rejects when the thread has ended with a fault; never resolves. */
  readonly lost: Promise<never>;
  /** Ends after the batch at hand. */
  close(): Promise<void>;
}

export async function startPipelineThread(workerData: PipelineWorkerData): Promise<PipelineThread> {
  const thread = new Thread(new Worker(new URL('./pipeline-worker.ts', import.meta.url), { workerData }));
  await thread.opened;
  return thread;
}

class Thread implements PipelineThread {
  readonly opened: Promise<void>;
  readonly lost: Promise<never>;
  readonly #worker: Worker;
  readonly #opening = Promise.withResolvers<undefined>();
  readonly #losing = Promise.withResolvers<never>();
  readonly #closing = Promise.withResolvers<undefined>();
  readonly #listeners = new Set<(position: LedgerPosition) => void>();
  #position: LedgerPosition = 0;
  #written: LedgerPosition = 0;
  #waiting: { readonly code: string; readonly message: string } | undefined;
  #isClosed = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.lost = this.#losing.promise;
    this.opened = Promise.race([this.#opening.promise, this.lost]);
    // Whoever does not wait for it must not be ended by it.
    this.lost.catch(() => undefined);
    worker.on('message', (message: FromPipeline) => this.#receive(message));
    worker.on('error', (error: Error) => this.#losing.reject(error));
    worker.on('exit', () => {
      if (!this.#isClosed) this.#losing.reject(new Error('The thread of the pipeline has ended'));
    });
  }

  follow(): void {
    this.#post({ kind: 'follow' });
  }

  position(): LedgerPosition {
    return this.#position;
  }

  written(): LedgerPosition {
    return this.#written;
  }

  async reached(upTo: LedgerPosition): Promise<void> {
    // While the store is away nobody knows whether it still is the graph of which this position tells.
    if (this.#waiting === undefined && this.#position >= upTo) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stop = this.onApplied((position) => {
      if (position >= upTo) resolve(undefined);
    });
    this.follow();
    try {
      await Promise.race([promise, this.lost]);
    } finally {
      stop();
    }
  }

  onApplied(listener: (position: LedgerPosition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  waitingFor(): { readonly code: string; readonly message: string } | undefined {
    return this.#waiting;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#post({ kind: 'close' });
    await Promise.race([this.#closing.promise, this.lost]);
    this.#isClosed = true;
    await this.#worker.terminate();
  }

  #post(message: ToPipeline): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromPipeline): void {
    switch (message.kind) {
      case 'opened':
        this.#position = message.position;
        this.#opening.resolve(undefined);
        break;
      case 'applied':
        this.#position = message.position;
        this.#written = Math.max(this.#written, message.position);
        this.#waiting = undefined;
        for (const listener of this.#listeners) listener(message.position);
        break;
      case 'waiting':
        this.#waiting = { code: message.code, message: message.message };
        break;
      case 'closed':
        this.#isClosed = true;
        this.#closing.resolve(undefined);
        break;
    }
  }
}
