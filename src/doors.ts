import process from 'node:process';
import { Readable } from 'node:stream';
import { WhenceError } from '../graph/errors.ts';
import type { ErrorCode } from '../graph/errors.ts';
import type { Ledger } from '../graph/ledger/ledger.ts';
import type { OutcomesReader } from '../graph/ledger/outcomes.ts';
import type { GraphStore } from '../graph/store/store.ts';
import { approvePlan, proposePlan } from '../ingest/approve-plan.ts';
import { captureRoutes } from '../ingest/connectors/capture/capture-routes.ts';
import { captureConnector } from '../ingest/connectors/capture/connector.ts';
import type { CaptureConfig } from '../ingest/connectors/capture/config.ts';
import type { PipelineThread } from '../ingest/pipeline-thread.ts';
import type { Runner, SourceStatus } from '../ingest/runner.ts';
import type { ConfiguredSource } from '../ingest/sources.ts';
import type { Traces } from '../trace/traces.ts';
import { authorize } from './access/authorize.ts';
import type { Config } from './config/config.ts';
import type { Settings } from './config/config-schema.ts';
import { exampleQuestion } from './example-question.ts';
import type { Log } from './log.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { createServer } from './server/create-server.ts';
import type { Condition } from './server/health.ts';
import type { PlanActs } from './server/plan-routes.ts';

export interface InnerRequest {
  readonly method: 'GET' | 'POST';
  readonly body?: string;
}

export interface InnerResponse {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array>;
}

/** How the service is asked: over HTTP, or within the process. */
export interface Doors {
  /** Listens, and says where in the data folder. The address to open. */
  listen(where: Settings['server']): Promise<string>;
  /** The same requests without a port. */
  readonly fetch: (path: string, request: InnerRequest) => Promise<InnerResponse>;
}

/** What the doors stand in front of. */
export interface DoorParts {
  readonly config: Config;
  readonly ledger: Ledger;
  readonly outcomes: OutcomesReader;
  readonly pipeline: PipelineThread;
  readonly runner: Runner;
  readonly sources: readonly ConfiguredSource[];
  readonly store: GraphStore;
  readonly traces: Traces;
  readonly log: Log;
}

export async function createDoors(parts: DoorParts): Promise<Doors & { close(): Promise<void> }> {
  const { config, ledger, outcomes, pipeline, runner, store, traces, log } = parts;
  const { data } = config;
  const question = exampleQuestion(data);
  const server = await createServer({
    queries: {
      ...{ ledger: ledger.reader, outcomes, store, traces },
      delivered: () => runner.status(),
      written: () => pipeline.written(),
    },
    ledger,
    reached: async (position) => {
      await pipeline.reached(position);
      await traces.follow();
    },
    log,
    dataFolder: data,
    conditions: () => conditionsOf(parts),
    capture: captureOf(parts),
    plans: planActs(parts),
    ...(question === undefined ? {} : { question }),
  });
  removeRunFile(data);
  return {
    async listen(where) {
      const url = await server.listen(where).catch((error: unknown) => refuse(where, error));
      writeRunFile(data, { url, pid: process.pid });
      return url;
    },
    async fetch(path, { method, body }) {
      const payload = body === undefined ? {} : { payload: body, headers: { 'content-type': 'application/json' } };
      const response = await server.inject({ method, url: path, ...payload, payloadAsStream: true });
      return { status: response.statusCode, body: Readable.from(response.stream()) };
    },
    async close() {
      await server.close();
      removeRunFile(data);
    },
  };
}

/** A version takes effect in the ledger, and has when what it reads anew is in the graph. */
function planActs({ ledger, pipeline }: DoorParts): PlanActs {
  const { role } = authorize();
  return {
    propose: (plan) => proposePlan(ledger, plan),
    async approve(request) {
      const position = await approvePlan(ledger, { ...request, role }, Date.now);
      await pipeline.reached(position);
      return position;
    },
  };
}

/** Where senders post, for the sources that are fed so. */
function captureOf({ runner, sources, outcomes }: DoorParts) {
  const captured = sources.filter(({ connector }) => connector.kind === captureConnector.kind);
  return captureRoutes({
    sources: captured.map(({ name, config }) => ({ name, config: config as CaptureConfig, port: runner.portOf(name) })),
    outcome: (seq) => outcomes.outcome(seq),
    now: Date.now,
  });
}

/** What only the composition knows of the state of its parts. */
function conditionsOf({ pipeline, runner }: DoorParts): readonly Condition[] {
  const waiting = pipeline.waitingFor();
  return [
    ...(waiting === undefined ? [] : [{ code: waiting.code as ErrorCode, about: waiting.message }]),
    ...runner.status().flatMap(sourceCondition),
  ];
}

function sourceCondition({ source, health, lastError = '' }: SourceStatus): readonly Condition[] {
  if (health !== 'down' && health !== 'stalled') return [];
  return [{ code: 'SOURCE_DOWN', about: `${source} is ${health}: ${lastError}` }];
}

function refuse({ host, port }: Settings['server'], error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  throw new WhenceError('PORT_IN_USE', { host, port }, { cause: error });
}
