import type { FlowIndex } from '../graph/flow/flow-index.ts';
import type { Evidence } from './evidence.ts';
import type { TracedStore } from './local-traces.ts';
import type { WalkedStore } from './surroundings.ts';

/**
 * What the walking thread works with. It is opened inside that thread, by the module that `createWorkerTraces` names, since
 * this room knows no store and no disk.
 */
export interface TraceHost {
  readonly store: TracedStore & WalkedStore;
  readonly evidence: Evidence;
  /** Every question is answered from the store alone: the graph may be larger than memory. */
  readonly isWithoutIndex?: boolean;
  /** Bytes of answers that are kept. */
  readonly room?: number;
  /** The index as it was saved; undefined where there is none that fits the store. */
  load(): FlowIndex | undefined;
  save(index: FlowIndex): Promise<void>;
  close(): Promise<void>;
}

export interface TraceHostModule {
  readonly openTraceHost: (options: unknown) => Promise<TraceHost>;
}
