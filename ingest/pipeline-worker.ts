import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomes } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { openSqliteGraph } from '../graph/store/sqlite/sqlite-graph.ts';
import { createWriter } from '../graph/writer/apply.ts';
import { createPipeline } from './pipeline.ts';
import { isPassing } from './pipeline-messages.ts';
import type { FromPipeline, PipelineWorkerData, ToPipeline } from './pipeline-messages.ts';

// The pipeline's thread: reads the ledger after each commit, and is the only writer of graph.db and outcomes.db.
const port = parentPort!;
const { folder, epoch } = workerData as PipelineWorkerData;

const ledger = openSqliteLedgerReader(folder);
const store = openSqliteGraph(folder);
const outcomes = openSqliteOutcomes(folder);
const pipeline = createPipeline({ ledger, writer: createWriter(store, epoch), outcomes });

const send = (message: FromPipeline): void => port.postMessage(message);

const shortest = 100;
const longest = 5000;
let pause = shortest;
let isWorking = false;
let isClosing = false;

async function follow(): Promise<void> {
  if (isWorking) return; // what is going on reads up to the newest head
  isWorking = true;
  while (!isClosing && pipeline.position() < ledger.head().seq) await advance();
  isWorking = false;
  if (isClosing) await close();
}

async function advance(): Promise<void> {
  try {
    await pipeline.catchUp((position) => {
      send({ kind: 'applied', position });
      takeClose();
    });
    pause = shortest;
  } catch (error) {
    if (error === closing) return;
    if (!isPassing(error)) throw error;
    send({ kind: 'waiting', code: error.code, message: error.message });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    pause = Math.min(pause * 2, longest);
    takeClose();
  }
}

const closing = new Error('closing');

// The stores answer at once, so between batches no message would get through by itself.
function takeClose(): void {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
    if ((next.message as ToPipeline).kind === 'close') isClosing = true;
  if (isClosing && isWorking) throw closing;
}

async function close(): Promise<void> {
  outcomes.close();
  ledger.close();
  await store.close();
  send({ kind: 'closed' });
  port.close();
}

async function receive(message: ToPipeline): Promise<void> {
  if (message.kind === 'close') {
    isClosing = true;
    if (!isWorking) await close();
  } else await follow();
}

// A fault that does not pass ends this thread; the service ends with it rather than stand still unnoticed.
port.on('message', (message: ToPipeline) => {
  receive(message).catch((error: unknown) => {
    queueMicrotask(() => {
      throw error;
    });
  });
});
send({ kind: 'opened', position: pipeline.position() });
