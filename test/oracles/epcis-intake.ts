import { readFile } from 'node:fs/promises';
import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import type { Ledger } from '../../graph/ledger/ledger.ts';
import type { Outcomes } from '../../graph/ledger/outcomes.ts';
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
import { createPipeline } from '../../ingest/pipeline.ts';
import { noEvidence } from '../../trace/evidence.ts';
import { createTraces } from '../../trace/local-traces.ts';
import type { Traces } from '../../trace/traces.ts';

/** Documents of other people, taken in as the files connector would: ledger, pipeline, graph and traces in memory. */
export class EpcisIntake {
  readonly ledger: Ledger = createMemoryLedger({ now: () => 0 });
  readonly outcomes: Outcomes = createMemoryOutcomes();
  readonly graph: GraphStore = createMemoryGraph();
  readonly traces: Traces = createTraces(new FlowIndex(), this.graph, noEvidence);

  static async of(...paths: readonly string[]): Promise<EpcisIntake> {
    const intake = new EpcisIntake();
    await intake.#declare();
    for (const path of paths) await intake.#land(path);
    const { ledger, outcomes, graph } = intake;
    await createPipeline({ ledger: ledger.reader, writer: createWriter(graph, 1), outcomes }).catchUp();
    return intake;
  }

  async #declare(): Promise<void> {
    const declaration = {
      ...{ name: 'peer', connector: 'files', reader: 'epcis@1', view: 'common', skewMs: 0 },
      ...{ sites: [], brings: [], cannotShow: [] },
      guarantee: { verdict: 'loss-free', because: 'a file', position: 'key' } as const,
    };
    await this.ledger.append([controlRecord('source', 'peer', declaration, 1)]);
  }

  async #land(path: string): Promise<void> {
    const bytes = new Uint8Array(await readFile(path));
    const frame = epcisFormat.frame(bytes, { format: 'epcis' });
    const blob = await this.ledger.putBlob(bytes);
    const file = { path, bytes, sha256: sha256Of(bytes) };
    const rows = recordsOf(file, frame, {
      body: (range) => ({ blob, ...range }),
      rows: frame.records.keys(),
      lineage: [],
      note: {},
    });
    await this.ledger.append([...rows].map((row) => ({ ...row, source: 'peer' })));
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
