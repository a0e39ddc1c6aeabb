import type { AppendCall } from '../landing.ts';
import { groupLength } from './commit-group.ts';
import type { CallResult, LedgerWriter } from './ledger-writer.ts';

/** Calls waiting for the writer, and its lazy notes. Whoever owns it decides when to commit; nothing lingers here. */
export class WriterQueue<Caller> {
  readonly #writer: LedgerWriter;
  readonly #done: (callers: readonly Caller[], results: readonly CallResult[]) => void;
  readonly #calls: AppendCall[] = [];
  readonly #callers: Caller[] = [];
  #note: NodeJS.Timeout | undefined;

  constructor(writer: LedgerWriter, done: (callers: readonly Caller[], results: readonly CallResult[]) => void) {
    this.#writer = writer;
    this.#done = done;
  }

  push(call: AppendCall, caller: Caller): void {
    this.#calls.push(call);
    this.#callers.push(caller);
  }

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /** The next group, in one commit. */
  commit(): void {
    const length = groupLength(this.#calls);
    const callers = this.#callers.splice(0, length);
    this.#done(callers, this.#writer.commit(this.#calls.splice(0, length)));
    this.#note ??= setTimeout(() => this.#noteHead(), 1000).unref();
  }

  #noteHead(): void {
    this.#note = undefined;
    try {
      this.#writer.noteHead();
    } catch {
      // The note may be behind; the next commit asks for it again.
    }
  }

  close(): void {
    clearTimeout(this.#note);
    this.#writer.close();
  }
}
