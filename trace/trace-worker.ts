import { parentPort, workerData } from 'node:worker_threads';
import { FlowIndex } from '../graph/flow/flow-index.ts';
import { viewOf, viewOfEverything } from '../graph/model/view-authority.ts';

import type { SentView, TraceCall, TraceMethod, TraceReply, TraceWorkerData } from './trace-calls.ts';
import type { TraceHostModule } from './trace-host.ts';
import { createStoreTraces, withoutIndex } from './store-traces.ts';
import { createWarmingTraces } from './warming-traces.ts';

// The thread that owns the index: a walk never holds up the API, and nothing else reads the arrays.
const { host: module, options } = workerData as TraceWorkerData;
const { openTraceHost } = (await import(module)) as TraceHostModule;
const host = await openTraceHost(options);
const index = host.isWithoutIndex === true ? undefined : (host.load() ?? new FlowIndex());
const traces =
  index === undefined
    ? createStoreTraces(host.store, host.evidence, withoutIndex)
    : createWarmingTraces(index, host.store, host.evidence, host.room);
const port = parentPort!;

port.on('message', (call: TraceCall) => {
  answer(call)
    .then((reply) => port.postMessage(reply))
    .catch((error: unknown) => {
      queueMicrotask(() => {
        throw error;
      });
    });
});

async function answer(call: TraceCall): Promise<TraceReply> {
  try {
    return { call: call.call, result: await perform(call) };
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string };
    return { call: call.call, error: { name, message, ...(code === undefined ? {} : { code }) } };
  }
}

async function perform(call: TraceCall): Promise<unknown> {
  switch (call.method) {
    case 'follow':
      return traces.follow();
    case 'state':
      return traces.state();
    case 'save':
      return index && host.save(index);
    case 'close':
      await traces.close();
      return host.close();
    default: {
      const methods = traces as unknown as Record<TraceMethod, (...args: readonly unknown[]) => Promise<unknown>>;
      return methods[call.method](remade(call.view), ...call.args);
    }
  }
}

function remade({ everything, ids }: SentView) {
  return everything ? viewOfEverything() : viewOf(ids);
}
