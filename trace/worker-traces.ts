import { Worker } from 'node:worker_threads';
import { WhenceError } from '../graph/errors.ts';
import type { ErrorCode } from '../graph/errors.ts';
import type { View } from '../graph/model/view.ts';
import type { TraceCall, TraceMethod, TraceReply, TraceWorkerData } from './trace-calls.ts';
import type { Traces } from './traces.ts';

/** The engine in a thread of its own. */
export interface WorkerTraces extends Traces {
  /** Saves the index, so that the next start is warm. */
  save(): Promise<void>;
  /** Rejects when the thread has ended by itself; never resolves. */
  readonly lost: Promise<never>;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** Distributes over the variants of `TraceCall`. */
type WithoutCall<T> = T extends unknown ? Omit<T, 'call'> : never;

/** Starts the thread; `data.host` is the URL of a module that exports `openTraceHost`. */
export function createWorkerTraces(data: TraceWorkerData): WorkerTraces {
  const worker = new Worker(new URL('./trace-worker.ts', import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  const losing = Promise.withResolvers<never>();
  // Whoever does not wait for it must not be ended by it.
  losing.promise.catch(() => undefined);
  let ended: Error | undefined;

  worker.on('message', (reply: TraceReply) => {
    const call = waiting.get(reply.call);
    waiting.delete(reply.call);
    if ('error' in reply) call?.reject(remade(reply.error));
    else call?.resolve(reply.result as never);
  });
  worker.on('error', (error: Error) => end(error));
  worker.on('exit', () => end(new WhenceError('TRACE_THREAD_ENDED')));

  // Whoever waits is told; nothing waits for a thread that is gone.
  function end(error: Error): void {
    ended ??= error;
    losing.reject(ended);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function send<T>(call: WithoutCall<TraceCall>): Promise<T> {
    if (ended) return Promise.reject(ended);
    return new Promise<T>((resolve, reject) => {
      waiting.set(++calls, { resolve, reject });
      worker.postMessage({ ...call, call: calls });
    });
  }

  const ask =
    <T>(method: TraceMethod) =>
    (view: View, ...args: readonly unknown[]): Promise<T> =>
      send({ method, view: { everything: view.everything, ids: [...view.ids] }, args });

  return {
    ask: ask('ask'),
    answer: ask('answer'),
    rows: ask('rows'),
    edges: ask('edges'),
    groups: ask('groups'),
    why: ask('why'),
    digest: ask('digest'),
    startsReaching: ask('startsReaching'),
    state: () => send({ method: 'state' }),
    save: () => send({ method: 'save' }),
    follow: () => send({ method: 'follow' }),
    lost: losing.promise,
    close: async () => {
      if (!ended) await send({ method: 'close' });
      await worker.terminate();
    },
  };
}

function remade({ name, message, code }: { name: string; message: string; code?: string }): Error {
  if (name !== 'WhenceError' || code === undefined) return Object.assign(new Error(message), { name });
  return new WhenceError(code as ErrorCode, { says: message });
}
