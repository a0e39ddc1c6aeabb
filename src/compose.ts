import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { WhenceError } from '../graph/errors.ts';
import type { Ledger, LedgerPosition } from '../graph/ledger/ledger.ts';
import type { OutcomesReader } from '../graph/ledger/outcomes.ts';
import type { FolderLock } from '../graph/ledger/sqlite/folder-lock.ts';
import { openSqliteLedger } from '../graph/ledger/sqlite/sqlite-ledger.ts';
import { openSqliteOutcomesReader } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { KeptBookmarks } from '../graph/store/kept-bookmarks.ts';
import { openGraph } from '../graph/store/open-graph.ts';
import { createLocalFiles } from '../ingest/connectors/files/local-files.ts';
import { landMode } from '../ingest/ledger-mode.ts';
import { startPipelineThread } from '../ingest/pipeline-thread.ts';
import type { PipelineThread } from '../ingest/pipeline-thread.ts';
import { createRunner } from '../ingest/runner.ts';
import type { Runner } from '../ingest/runner.ts';
import { landSources } from '../ingest/sources.ts';
import type { ConfiguredSource } from '../ingest/sources.ts';
import type { Traces } from '../trace/traces.ts';
import { createWorkerTraces } from '../trace/worker-traces.ts';
import type { WorkerTraces } from '../trace/worker-traces.ts';
import type { Config } from './config/config.ts';
import { isWithoutIndex, storePlace } from './config/store-place.ts';
import { dropOrphans } from './data-folder.ts';
import { mustHavePersonKey } from './must-have-person-key.ts';
import { createSecrets } from '../graph/secret/secrets.ts';
import { createDoors } from './doors.ts';
import type { Doors } from './doors.ts';
import { createLog } from './log.ts';
import type { Log } from './log.ts';
import type { TraceHostOptions } from './trace-host.ts';

export interface ComposeOptions {
  readonly lock: FolderLock;
  readonly sources: readonly ConfiguredSource[];
}

/** The whole service, put together here and nowhere else. */
export interface Service extends Doors {
  readonly runner: Runner;
  readonly outcomes: OutcomesReader;
  /** Position up to which everything can be asked for. */
  position(): LedgerPosition;
  /** Resolves when everything kept by now can be asked for. */
  settled(onProgress?: (done: LedgerPosition, total: LedgerPosition) => void): Promise<void>;
  /** Why the graph stands still, while it does: its store is away. */
  waitingFor(): { readonly code: string; readonly message: string } | undefined;
  /** Rejects when a part has ended by itself: the service must then end too. Never resolves. */
  readonly lost: Promise<never>;
  close(): Promise<void>;
}

/** Opens in the order in which facts walk: ledger, pipeline, trace, doors, and last the sources. Closes the other way round. */
export async function compose(config: Config, { lock, sources }: ComposeOptions): Promise<Service> {
  const opened = new AsyncDisposableStack();
  try {
    opened.defer(() => lock.release());
    return await composeOn(opened, config, sources);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function composeOn(
  opened: AsyncDisposableStack,
  config: Config,
  sources: readonly ConfiguredSource[],
): Promise<Service> {
  const { data } = config;
  const log = createLog(config.log.level);
  const place = storePlace(config);
  dropOrphans(place);
  const ledger = opened.adopt(await openSqliteLedger(data), (it) => it.close());
  mustHavePersonKey(data, ledger.reader);
  await landMode(ledger, config.mode);
  await landSources(ledger, sources);
  const pipeline = opened.adopt(
    await startPipelineThread({ folder: data, store: place, epoch: ledger.reader.head().epoch }),
    closeUnlessLost,
  );
  const outcomes = opened.adopt(openSqliteOutcomesReader(data), (it) => it.close());
  const reading = { readOnly: true, bookmarks: new KeptBookmarks(outcomes) };
  const store = opened.adopt(await openGraph(place, reading), (it) => it.close());
  const traces = opened.adopt(
    openTraces({ folder: data, store: place, isWithoutIndex: isWithoutIndex(config) }),
    leaveWarm,
  );
  // A saved index fits the store as it was left; so it is taken up before anything new is applied.
  await traces.state();
  follow(ledger, pipeline, traces);
  const runner = opened.adopt(createRunner({ ledger, sources, world: worldOf(config, log) }), (it) => it.stop());
  const parts = { config, ledger, outcomes, pipeline, runner, sources, store, traces, log };
  const lost = Promise.race([
    pipeline.lost.catch((error: unknown) => lose('pipeline', error)),
    traces.lost.catch((error: unknown) => lose('trace', error)),
  ]);
  // Whoever does not wait for it must not be ended by it.
  lost.catch(() => undefined);
  const doors = opened.adopt(await createDoors(parts), (it) => it.close());
  return {
    ...doors,
    runner,
    outcomes,
    position: () => pipeline.position(),
    waitingFor: () => pipeline.waitingFor(),
    settled: (onProgress) => Promise.race([lost, settled(ledger, pipeline, traces, onProgress)]),
    lost,
    close: () => opened.disposeAsync(),
  };
}

function lose(part: string, error: unknown): never {
  throw new WhenceError(
    'WORKER_LOST',
    { part, reason: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}

/** A thread that has ended by itself needs no closing; why it ended is told by `lost`. */
const closeUnlessLost = (thread: { close(): Promise<void> }): Promise<void> => thread.close().catch(() => undefined);

const openTraces = (options: TraceHostOptions): WorkerTraces =>
  createWorkerTraces({ host: new URL('./trace-host.ts', import.meta.url).href, options });

/** Saves the index, so that the next start is warm; without it the next start only takes longer. */
async function leaveWarm(traces: WorkerTraces): Promise<void> {
  await traces
    .follow()
    // A store that is away makes the index no less right.
    .catch(() => undefined)
    .then(() => traces.save())
    .catch(() => undefined);
  await traces.close().catch(() => undefined);
}

/** The pipeline follows the ledger, and the index follows the pipeline, so that the next question need not wait for it. */
function follow(ledger: Ledger, pipeline: PipelineThread, traces: Traces): void {
  // A failure is told to whoever asks next, since each question follows the store first.
  pipeline.onApplied(() => {
    traces.follow().catch(() => undefined);
  });
  ledger.onCommit(() => pipeline.follow());
  pipeline.follow();
}

async function settled(
  ledger: Ledger,
  pipeline: PipelineThread,
  traces: Traces,
  onProgress: (done: LedgerPosition, total: LedgerPosition) => void = () => undefined,
): Promise<void> {
  const { seq } = ledger.reader.head();
  const stop = pipeline.onApplied((position) => onProgress(position, seq));
  try {
    await pipeline.reached(seq);
    await traces.follow();
  } finally {
    stop();
  }
}

function worldOf({ folder }: Config, log: Log) {
  return {
    files: createLocalFiles(folder),
    secrets: createSecrets(folder, process.env),
    clock: {
      now: () => Date.now(),
      pause: (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined),
    },
    random: Math.random,
    log,
  };
}
