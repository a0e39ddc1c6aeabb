import { parentPort, workerData } from 'node:worker_threads';
import { FlowIndex } from '../graph/flow/flow-index.ts';
import { viewOf, viewOfEverything } from '../graph/model/view-authority.ts';

import type { SentView, TraceCall, TraceReply, TraceWorkerData } from './trace-calls.ts';
import type { TraceHostModule } from './trace-host.ts';
import { createWarmingTraces } from './warming-traces.ts';

// The thread that owns the index: a walk never holds up the API, and nothing else reads the arrays.
const { host: module, options } = workerData as TraceWorkerData;
const { openTraceHost } = (await import(module)) as TraceHostModule;
const host = await openTraceHost(options);
const index = host.load() ?? new FlowIndex();
const traces = createWarmingTraces(index, host.store, host.evidence, host.room);
const port = parentPort!;

port.on('message', (call: TraceCall) => {
  if (call.method === 'follow') traces.follow().catch(passOver);
  else answer(call).then((reply) => port.postMessage(reply), passOver);
});

// What could not be read now is read at the next question, and whoever asks is told.
function passOver(): void {
  return;
}

async function answer(call: Exclude<TraceCall, { method: 'follow' }>): Promise<TraceReply> {
  try {
    return { call: call.call, result: await perform(call) };
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string };
    return { call: call.call, error: { name, message, ...(code === undefined ? {} : { code }) } };
  }
}

async function perform(call: Exclude<TraceCall, { method: 'follow' }>): Promise<unknown> {
  switch (call.method) {
    case 'state':
      return traces.state();
    case 'save':
      return host.save(index);
    case 'close':
      await traces.close();
      return host.close();
    default: {
      const method = traces[call.method] as (...args: readonly unknown[]) => Promise<unknown>;
      return method(remade(call.view), ...call.args);
    }
  }
}

function remade({ everything, ids }: SentView) {
  return everything ? viewOfEverything() : viewOf(ids);
}
