import { setTimeout as pauseFor } from 'node:timers/promises';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomes } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { KeptBookmarks } from '../graph/store/kept-bookmarks.ts';
import { openGraph } from '../graph/store/open-graph.ts';
import { createWriter } from '../graph/writer/apply.ts';
import { createPipeline } from './pipeline.ts';
import type { Pipeline } from './pipeline.ts';
import { peopleOf } from './person-key-file.ts';
import { fitOutcomes, isOfGraph } from './pipeline/fit-outcomes.ts';
import { isPassing } from './pipeline/passing-faults.ts';
import type { FromPipeline, PipelineWorkerData, ToPipeline } from './pipeline-messages.ts';

// The pipeline's thread: reads the ledger after each commit, and is the only writer of graph and outcomes.
const port = parentPort!;
const { folder, epoch, store: place } = workerData as PipelineWorkerData;

const ledger = openSqliteLedgerReader(folder);
const outcomes = openSqliteOutcomes(folder);
const bookmarks = new KeptBookmarks(outcomes);
const store = await openGraph(place, { ledger: () => ledger.read(0, 1)[0]?.leaf, bookmarks });

const send = (message: FromPipeline): void => port.postMessage(message);

const shortest = 100;
const longest = 5000;
let pause = shortest;
let isWorking = false;
let isClosing = false;
const ending = new AbortController();
// None while it is not known whether the outcomes are of this graph.
let pipeline: Pipeline | undefined;

async function follow(): Promise<void> {
  if (isWorking) return; // what is going on reads up to the newest head
  isWorking = true;
  while (!isClosing && (pipeline === undefined || outcomes.through() < ledger.head().seq)) await advance();
  isWorking = false;
  if (isClosing) await close();
}

async function advance(): Promise<void> {
  try {
    pipeline ??= await begin();
    await pipeline.catchUp(applied);
    pause = shortest;
  } catch (error) {
    if (error === closing) return;
    if (!isPassing(error)) throw error;
    // A store that was away may come back as another one.
    pipeline = undefined;
    send({ kind: 'waiting', code: error.code, message: error.message });
    await pauseFor(pause, undefined, { signal: ending.signal }).catch(() => undefined);
    pause = Math.min(pause * 2, longest);
  }
}

/** A database may be emptied or put back while nothing comes in that would be written to it. */
async function watch(): Promise<void> {
  while (!isClosing) {
    await pauseFor(longest, undefined, { signal: ending.signal }).catch(() => undefined);
    await look();
  }
}

const isIdle = (): boolean => !isWorking && !isClosing;

async function look(): Promise<void> {
  if (!isIdle() || (await isOfGraph(store, outcomes))) return;
  // A database that waits for what never comes takes long enough for the service to have been closed meanwhile.
  if (!isIdle()) return;
  pipeline = undefined;
  await follow();
}

async function begin(): Promise<Pipeline> {
  await fitOutcomes(store, outcomes);
  applied(outcomes.through());
  const writer = createWriter(store, epoch);
  return createPipeline({ ledger, writer, outcomes, people: peopleOf(folder), bookmarks });
}

function applied(position: number): void {
  send({ kind: 'applied', position });
  takeClose();
}

const closing = new Error('closing');

// A store within the process answers at once, so between batches no message would get through by itself.
function takeClose(): void {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
    if ((next.message as ToPipeline).kind === 'close') isClosing = true;
  if (isClosing && isWorking) throw closing;
}

async function close(): Promise<void> {
  await store.close();
  outcomes.close();
  ledger.close();
  send({ kind: 'closed' });
  port.close();
}

async function receive(message: ToPipeline): Promise<void> {
  if (message.kind === 'close') {
    isClosing = true;
    ending.abort();
    if (!isWorking) await close();
  } else await follow();
}

/** Once before anybody is told a position: outcomes that are not of this graph say a wrong one. A store may come later. */
async function open(): Promise<void> {
  try {
    pipeline = await begin();
  } catch (error) {
    if (!isPassing(error)) throw error;
    send({ kind: 'waiting', code: error.code, message: error.message });
  }
  send({ kind: 'opened', position: outcomes.through() });
}

await open();
port.on('message', (message: ToPipeline) => endWith(receive(message)));
endWith(watch());

/** A fault that does not pass ends this thread; the service ends with it rather than stand still unnoticed. */
function endWith(work: Promise<void>): void {
  work.catch((error: unknown) => {
    queueMicrotask(() => {
      throw error;
    });
  });
}
