import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import type { Ledger, LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { Outcome, Outcomes } from '../../graph/ledger/outcomes.ts';
import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import { recordsOf } from '../../ingest/files/frame-file.ts';
import { sha256Of } from '../../ingest/files/known-file.ts';
import { controlRecord } from '../../ingest/control-records.ts';
import { epcisFormat } from '../../ingest/formats/epcis/epcis-format.ts';
import { examplePeople } from '../../ingest/mapping/pseudonyms.ts';
import { createPipeline } from '../../ingest/pipeline.ts';
import type { Pipeline } from '../../ingest/pipeline.ts';
import { noEvidence } from '../../trace/evidence.ts';
import { createTraces } from '../../trace/local-traces.ts';
import type { Traces } from '../../trace/traces.ts';

const readers = { peer: 'epcis@1', 'peer-xml': 'epcis-xml@1' } as const;

/** Documents of other people, taken in as the files connector would: ledger, pipeline, graph and traces in memory. */
export class EpcisIntake {
  readonly ledger: Ledger = createMemoryLedger({ now: () => 0 });
  readonly outcomes: Outcomes = createMemoryOutcomes();
  readonly graph: GraphStore = createMemoryGraph();
  readonly traces: Traces = createTraces(new FlowIndex(), this.graph, noEvidence);

  readonly #pipeline: Pipeline;
  readonly #landed = new Map<string, readonly LedgerPosition[]>();

  private constructor() {
    const { ledger, outcomes, graph } = this;
    this.#pipeline = createPipeline({
      ledger: ledger.reader,
      writer: createWriter(graph, 1),
      outcomes,
      people: examplePeople,
    });
  }

  static async of(...paths: readonly string[]): Promise<EpcisIntake> {
    const intake = new EpcisIntake();
    for (const [name, reader] of Object.entries(readers)) await intake.#declare(name, reader);
    await intake.take(...paths);
    return intake;
  }

  /** More documents, after those that came before. */
  async take(...paths: readonly string[]): Promise<void> {
    for (const path of paths) await this.#land(path);
    await this.#pipeline.catchUp();
  }

  async #declare(name: string, reader: string): Promise<void> {
    const declaration = {
      ...{ name, connector: 'files', reader, view: 'common', skewMs: 0 },
      ...{ sites: [], brings: [], cannotShow: [] },
      guarantee: { verdict: 'loss-free', because: 'a file', position: 'key' } as const,
    };
    await this.ledger.append([controlRecord('source', name, declaration, 1)]);
  }

  async #land(path: string): Promise<void> {
    const bytes = new Uint8Array(await readFile(path));
    const source = extname(path) === '.xml' ? 'peer-xml' : 'peer';
    const frame = epcisFormat.frame(bytes, { format: 'epcis', syntax: source === 'peer' ? 'json' : 'xml' });
    const blob = await this.ledger.putBlob(bytes);
    const file = { path, bytes, sha256: sha256Of(bytes) };
    const rows = recordsOf(file, frame, {
      body: (range) => ({ blob, ...range }),
      rows: frame.records.keys(),
      lineage: [],
      note: {},
    });
    const receipts = await this.ledger.append([...rows].map((row) => ({ ...row, source })));
    this.#landed.set(
      path,
      receipts.map(({ seq }) => seq),
    );
  }

  /** What became of each event of a document, in its order. */
  became(path: string): readonly Outcome[] {
    return this.#landed.get(path)!.map((seq) => this.outcomes.outcome(seq)!);
  }

  /** How many rows of the documents came to which end; the declaration of the source is none of them. */
  counts(): Readonly<Record<string, number>> {
    const facts = this.ledger.reader.read(0, 10_000).filter(({ stream }) => stream === 'fact');
    const counts: Record<string, number> = { applied: 0, quarantined: 0 };
    for (const { seq } of facts) {
      const kind = this.outcomes.outcome(seq)?.kind ?? 'none';
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }

  /** Everything that any statement names. */
  async keys(): Promise<readonly ObjectKey[]> {
    const asOf = { position: await this.graph.position() };
    return this.graph.find(viewOfEverything(), asOf, { text: '' }, 10_000);
  }

  async units(): Promise<readonly ObjectKey[]> {
    return (await this.keys()).filter((key) => key.startsWith('unit:'));
  }
}
