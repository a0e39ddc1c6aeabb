import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { RequestSeen } from '../../queries/graphql-server.ts';

/** What the gauges show at the moment somebody looks. Sources are those of the configuration: never a lot, never a name. */
export interface Gauged {
  readonly ledgerPosition: number;
  readonly appliedPosition: number;
  readonly indexPosition: number;
  readonly indexNodes: number;
  readonly indexEdges: number;
  readonly sources: readonly {
    readonly source: string;
    readonly records: number;
    readonly backlog: number;
    readonly quarantined: number;
  }[];
}

export interface Metrics {
  readonly request: (seen: RequestSeen, seconds: number) => void;
  readonly stream: (outcome: 'whole' | 'cut') => void;
  readonly refused: (code: string) => void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** Label values come from closed sets: root fields of the schema, codes of the error list, states, configured sources (A22). */
export function createMetrics(gauged: () => Promise<Gauged>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const fields = new Counter({
    name: 'whence_operations_total',
    help: 'Root fields answered.',
    labelNames: ['field'],
    registers,
  });
  const errors = new Counter({
    name: 'whence_errors_total',
    help: 'Errors told, by code.',
    labelNames: ['code'],
    registers,
  });
  const answers = new Counter({
    name: 'whence_answers_total',
    help: 'Traces asked, by what they came to.',
    labelNames: ['status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'whence_request_seconds',
    help: 'Time from request to answer.',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const cost = new Histogram({
    name: 'whence_request_cost',
    help: 'Computed cost of a request.',
    buckets: [1, 10, 100, 300, 1_000, 3_000, 10_000],
    registers,
  });
  const streams = new Counter({
    name: 'whence_streams_total',
    help: 'Streamed answers, by how they ended.',
    labelNames: ['outcome'],
    registers,
  });
  const gauges = createGauges(registers);
  return {
    request(seen, took) {
      for (const field of seen.fields) fields.inc({ field });
      for (const code of seen.errors) errors.inc({ code });
      for (const status of seen.answers) answers.inc({ status });
      seconds.observe(took);
      cost.observe(seen.cost);
    },
    stream: (outcome) => {
      streams.inc({ outcome });
    },
    refused: (code) => {
      errors.inc({ code });
    },
    contentType: registry.contentType,
    async text() {
      gauges.set(await gauged());
      return registry.metrics();
    },
  };
}

function createGauges(registers: Registry[]): { set(now: Gauged): void } {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const bySource = (name: string, help: string) => new Gauge({ name, help, labelNames: ['source'], registers });
  const ledger = gauge('whence_ledger_position', 'Last record of the ledger.');
  const applied = gauge('whence_applied_position', 'Up to which record the graph knows everything.');
  const index = gauge('whence_index_position', 'Up to which record the flow index knows everything.');
  const nodes = gauge('whence_index_nodes', 'Nodes of the flow index.');
  const edges = gauge('whence_index_edges', 'Edges of the flow index.');
  const records = bySource('whence_source_records', 'Records kept of a source.');
  const backlog = bySource('whence_source_backlog', 'Records kept and not read yet.');
  const quarantined = bySource('whence_source_quarantined', 'Records that could not be read.');
  return {
    set(now) {
      ledger.set(now.ledgerPosition);
      applied.set(now.appliedPosition);
      index.set(now.indexPosition);
      nodes.set(now.indexNodes);
      edges.set(now.indexEdges);
      for (const { source, ...counts } of now.sources) {
        records.set({ source }, counts.records);
        backlog.set({ source }, counts.backlog);
        quarantined.set({ source }, counts.quarantined);
      }
    },
  };
}
