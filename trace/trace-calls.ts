import type { ViewId } from '../graph/model/view.ts';
import type { Traces } from './traces.ts';

// What goes between the API's thread and the one that walks. A view loses its brand on the way and is made anew there.

export type TraceMethod = Exclude<keyof Traces, 'follow' | 'state' | 'close'>;

export interface SentView {
  readonly everything: boolean;
  readonly ids: readonly ViewId[];
}

export type TraceCall =
  | { readonly call: number; readonly method: TraceMethod; readonly view: SentView; readonly args: readonly unknown[] }
  | { readonly call: number; readonly method: 'follow' | 'state' | 'save' | 'close' };

export type TraceReply =
  | { readonly call: number; readonly result: unknown }
  | {
      readonly call: number;
      readonly error: { readonly name: string; readonly message: string; readonly code?: string };
    };

/** Where the thread finds its store, its evidence and its snapshot: a module that exports `openTraceHost`. */
export interface TraceWorkerData {
  readonly host: string;
  readonly options: unknown;
}
