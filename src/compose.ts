import { setTimeout as pause } from 'node:timers/promises';
import { WhenceError } from '../graph/errors.ts';
import type { Ledger, LedgerPosition } from '../graph/ledger/ledger.ts';
import type { OutcomesReader } from '../graph/ledger/outcomes.ts';
import type { FolderLock } from '../graph/ledger/sqlite/folder-lock.ts';
import { openSqliteLedger } from '../graph/ledger/sqlite/sqlite-ledger.ts';
import { openSqliteOutcomesReader } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { openSqliteGraph } from '../graph/store/sqlite/sqlite-graph.ts';
import { createLocalFiles } from '../ingest/connectors/files/local-files.ts';
import { startPipelineThread } from '../ingest/pipeline-thread.ts';
import type { PipelineThread } from '../ingest/pipeline-thread.ts';
import { createRunner } from '../ingest/runner.ts';
import type { Runner } from '../ingest/runner.ts';
import { landSources } from '../ingest/sources.ts';
import type { ConfiguredSource } from '../ingest/sources.ts';
import type { Traces } from '../trace/traces.ts';
import type { Config } from './config/config.ts';
import { dropOrphans } from './data-folder.ts';
import { createDoors } from './doors.ts';
import type { Doors } from './doors.ts';
import { createLog } from './log.ts';
import type { Log } from './log.ts';
import { evidenceOf } from './ledger-evidence.ts';
import { createTraces } from '../trace/local-traces.ts';
import { FlowIndex } from '../graph/flow/flow-index.ts';

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
  dropOrphans(data);
  const ledger = opened.adopt(await openSqliteLedger(data), (it) => it.close());
  await landSources(ledger, sources);
  const pipeline = opened.adopt(await openPipeline(data, ledger), closeUnlessLost);
  const store = opened.adopt(openSqliteGraph(data, { readOnly: true }), (it) => it.close());
  const outcomes = opened.adopt(openSqliteOutcomesReader(data), (it) => it.close());
  const traces = opened.adopt(createTraces(new FlowIndex(), store, evidenceOf(ledger.reader, outcomes)), (it) =>
    it.close(),
  );
  const runner = opened.adopt(createRunner({ ledger, sources, world: worldOf(config, log) }), (it) => it.stop());
  const parts = { config, ledger, outcomes, pipeline, runner, sources, store, traces, log };
  const lost = pipeline.lost.catch((error: unknown) => lose('pipeline', error));
  const doors = opened.adopt(await createDoors(parts), (it) => it.close());
  return {
    ...doors,
    runner,
    outcomes,
    position: () => pipeline.position(),
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

async function openPipeline(folder: string, ledger: Ledger): Promise<PipelineThread> {
  const pipeline = await startPipelineThread({ folder, epoch: ledger.reader.head().epoch });
  ledger.onCommit(() => pipeline.follow());
  pipeline.follow();
  return pipeline;
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
    clock: {
      now: () => Date.now(),
      pause: (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined),
    },
    random: Math.random,
    log,
  };
}
