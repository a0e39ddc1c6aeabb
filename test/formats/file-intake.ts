import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import type { Outcome } from '../../graph/ledger/outcomes.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import { controlRecord } from '../../ingest/control-records.ts';
import { sha256Of } from '../../ingest/files/known-file.ts';
import { recordsOf } from '../../ingest/files/frame-file.ts';
import type { Format } from '../../ingest/format.ts';
import { bundle, declaration } from '../../ingest/test-intake.ts';
import { examplePeople } from '../../ingest/mapping/pseudonyms.ts';
import { createPipeline } from '../../ingest/pipeline.ts';

/** Files of one source, taken in as the files connector does: framed, kept, read, mapped and applied, in memory. */
export class FileIntake {
  readonly ledger = createMemoryLedger({ now: () => 0 });
  readonly outcomes = createMemoryOutcomes();
  readonly graph = createMemoryGraph();
  readonly #pipeline = createPipeline({
    ledger: this.ledger.reader,
    writer: createWriter(this.graph, 1),
    outcomes: this.outcomes,
    people: examplePeople,
  });
  readonly #format: Format<never>;
  readonly #decode: never;

  private constructor(format: Format<never>, decode: never) {
    this.#format = format;
    this.#decode = decode;
  }

  static async of(format: Format<never>, decode: never): Promise<FileIntake> {
    const intake = new FileIntake(format, decode);
    const source = { ...declaration('line'), ...readerOf(decode) };
    await intake.ledger.append([controlRecord('source', 'line', source, 1)]);
    if (source.reader === undefined)
      await intake.ledger.append([controlRecord('plan', 'line', bundle(rowPlan(decode)), 2)]);
    return intake;
  }

  /** Keeps a file and says at which ledger positions its records are; those of a file that was there before are known. */
  async land(bytes: Uint8Array): Promise<readonly number[]> {
    const frame = this.#format.frame(bytes, this.#decode);
    const blob = await this.ledger.putBlob(bytes);
    const file = { path: 'input', bytes, sha256: sha256Of(bytes) };
    const options = { body: (range: object) => ({ blob, ...range }) as never, rows: frame.records.keys() };
    const rows = [...recordsOf(file, frame, { ...options, lineage: [], note: {} })];
    const receipts = await this.ledger.append(rows.map((row) => ({ ...row, source: 'line' })));
    return receipts.map(({ seq }) => seq);
  }

  async became(positions: readonly number[]): Promise<readonly Outcome[]> {
    await this.#pipeline.catchUp();
    return positions.map((seq) => this.outcomes.outcome(seq)!);
  }
}

const readerOf = ({ format, syntax }: { readonly format: string; readonly syntax?: string }) =>
  format === 'epcis' ? { reader: syntax === 'xml' ? 'epcis-xml@1' : 'epcis@1' } : {};

/** A plan for rows that say how much of what was made. */
export const rowPlan = (decode: object): string => `
whence: mapping/1
id: rows
decode: ${JSON.stringify(decode)}
match: [{ name: row, when: 'true' }]
key: "lot"
events:
  - rule: made
    reads: [row]
    type: transform
    context: actual
    outputs:
      - thing: "gtin | gs1"
        quantity: { value: "amount | decimal('.')", unit: "unit | unit" }
`;
