import { createMemoryLedger } from '../graph/ledger/memory/memory-ledger.ts';
import { createMemoryOutcomes } from '../graph/ledger/memory/memory-outcomes.ts';
import type { Ledger, RawRecord, Receipt } from '../graph/ledger/ledger.ts';
import type { Outcomes } from '../graph/ledger/outcomes.ts';
import { createMemoryGraph } from '../graph/store/memory/memory-graph.ts';
import type { GraphStore } from '../graph/store/store.ts';
import { createWriter } from '../graph/writer/apply.ts';
import { controlRecord } from './control-records.ts';
import type { ControlBodies, ControlKind, SourceDeclaration } from './control-records.ts';
import type { Resources } from './mapping/compile.ts';
import type { PlanBundle } from './mapping/effective-plan.ts';
import { readPlan } from './mapping/read-plan.ts';
import { examplePeople } from './mapping/pseudonyms.ts';
import type { People } from './mapping/pseudonyms.ts';
import { plantA } from './mapping/test-plans.ts';
import { quarantineActType } from './pipeline/quarantine-act.ts';
import type { QuarantineAct } from './pipeline/quarantine-act.ts';
import { createPipeline } from './pipeline.ts';
import type { SecretPort } from '../graph/secret/secret.ts';
import type { BatchLimits, Pipeline } from './pipeline.ts';

/** Ledger, pipeline and graph in memory, with a source to feed: for tests of what becomes of records. */
export class TestIntake {
  readonly ledger: Ledger;
  readonly outcomes: Outcomes;
  readonly graph: GraphStore;
  pipeline: Pipeline;
  readonly #limits: BatchLimits | undefined;
  readonly #people: People;
  #controls = 0;
  #rows = 0;

  constructor(options: { readonly ledger?: Ledger; readonly limits?: BatchLimits; readonly people?: People } = {}) {
    this.ledger = options.ledger ?? createMemoryLedger({ now: () => 0 });
    this.outcomes = createMemoryOutcomes();
    this.graph = createMemoryGraph();
    this.#limits = options.limits;
    this.#people = options.people ?? examplePeople;
    this.pipeline = this.reopened();
  }

  /** The pipeline as after a restart. */
  reopened(): Pipeline {
    const kept = { ledger: this.ledger.reader, outcomes: this.outcomes };
    const parts = { ...kept, writer: createWriter(this.graph, 1), people: this.#people };
    this.pipeline = createPipeline(parts, this.#limits);
    return this.pipeline;
  }

  async control<K extends ControlKind>(kind: K, source: string, body: ControlBodies[K]): Promise<void> {
    await this.ledger.append([controlRecord(kind, source, body, ++this.#controls)]);
  }

  async declare(source: string, more: Partial<SourceDeclaration> = {}): Promise<void> {
    await this.control('source', source, { ...declaration(source), ...more });
  }

  async plan(source: string, text: string, more: Partial<Resources> = {}): Promise<void> {
    await this.control('plan', source, bundle(text, more));
  }

  /** Rows of a source, each a record; `position` where it says something. */
  async rows(source: string, rows: readonly object[], more: Partial<RawRecord> = {}): Promise<readonly Receipt[]> {
    return this.ledger.append(
      rows.map((row) => ({
        source,
        partition: 'rows',
        position: String(++this.#rows),
        body: Buffer.from(JSON.stringify(row)),
        contentType: 'application/json',
        headers: {},
        ...more,
      })),
    );
  }

  /** A person's act on records that wait. */
  async act(kind: QuarantineAct['kind'], records: readonly number[], reason: string): Promise<void> {
    const body = Buffer.from(JSON.stringify({ kind, records, reason }));
    const where = {
      stream: 'decision',
      source: 'whence',
      partition: 'audit',
      position: `act ${++this.#controls}`,
    } as const;
    await this.ledger.append([{ ...where, body, contentType: quarantineActType, headers: {} }]);
  }

  async catchUp(): Promise<void> {
    await this.pipeline.catchUp();
  }

  /** What became of each record after the controls, in order: its kind, or the code it waits for. */
  became(source: string): readonly string[] {
    const records = this.ledger.reader
      .read(0, 100_000)
      .filter((record) => record.source === source && record.stream === 'fact');
    return records.map(({ seq }) => {
      const outcome = this.outcomes.outcome(seq);
      return outcome?.quarantine?.code ?? outcome?.kind ?? 'unknown';
    });
  }
}

export function bundle(text: string, more: Partial<Resources> = {}): PlanBundle {
  const read = readPlan(text);
  if (read.faults) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  return { plan: read.ok, ...plantA, ...more };
}

export function declaration(name: string): SourceDeclaration {
  return {
    name,
    connector: 'files',
    view: 'common',
    sites: [],
    brings: [],
    cannotShow: [],
    guarantee: { verdict: 'loss-free', because: 'test', position: 'key' },
    skewMs: 0,
  };
}

/** Of a source that needs none. */
export const noSecrets: SecretPort = { read: () => Promise.reject(new Error('no secrets here')) };

/** Units tested on a stand: the smallest plan that says something. */
export const standPlan = `
whence: mapping/1
id: stand
decode: { format: json }
match:
  - { name: test, when: 'has(r.sn)' }
  - { name: note, when: 'has(r.note)', ignore: note }
key: "nr"
time:
  at: "at | datetime('iso')"
events:
  - rule: test
    reads: [test]
    type: inspect
    context: actual
    time: { from: at, basis: event }
    subject: "sn | id('mes-serial')"
    result: "result | lookup('verdicts')"
`;

export const tested = (nr: number, result = 'IO', sn = `A-${nr}`): object => ({
  nr: String(nr),
  sn,
  result,
  at: `2026-10-14T08:00:${String(nr % 60).padStart(2, '0')}Z`,
});
