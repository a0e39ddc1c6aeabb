import type { LedgerPosition, LedgerReader, LedgerRecord } from '../../graph/ledger/ledger.ts';
import { controlKind } from '../control-records.ts';
import type { ControlBodies, ControlKind, SourceDeclaration } from '../control-records.ts';
import type { PlanBundle } from '../mapping/effective-plan.ts';
import type { People, PseudonymSource } from '../mapping/pseudonyms.ts';
import type { RecordReader } from '../record-reader.ts';
import { builtInReaders, planReader } from '../readers.ts';

/** What is in effect for a source at a position of the ledger. */
export interface SourceInEffect {
  readonly declaration?: SourceDeclaration;
  /** Absent: nothing can read its records yet. */
  readonly reader?: RecordReader;
}

const stage = 'sources in effect';

interface Landed {
  readonly source?: LedgerPosition;
  readonly plan?: LedgerPosition;
  /** Where each version that was ever in effect lies, by `id@version`. */
  readonly versions?: Readonly<Record<string, LedgerPosition>>;
}

/**
 * Declarations and plans as they land, in ledger order. Only their positions are remembered over a restart: what they say
 * is in the ledger.
 */
export class SourcesInEffect {
  readonly #ledger: LedgerReader;
  readonly #people: People;
  readonly #landed = new Map<string, Landed>();
  readonly #effective = new Map<string, SourceInEffect>();
  readonly #former = new Map<string, RecordReader>();
  #isChanged = false;

  constructor(ledger: LedgerReader, stages: ReadonlyMap<string, string>, people: People) {
    this.#ledger = ledger;
    this.#people = people;
    const known = JSON.parse(stages.get(stage) ?? '{}') as Readonly<Record<string, Landed>>;
    for (const [name, landed] of Object.entries(known)) this.#restore(name, landed);
  }

  of(source: string): SourceInEffect {
    return this.#effective.get(source) ?? {};
  }

  /** Takes a declaration or a plan into effect. True when the source's records are now read otherwise. */
  take(
    kind: 'source' | 'plan',
    { source, seq }: Pick<LedgerRecord, 'source' | 'seq'>,
    body: ControlBodies['source' | 'plan'],
  ): boolean {
    const before = this.of(source).reader?.mapping;
    this.#effective.set(source, withBody(this.of(source), kind, body, source, this.#people.begun));
    const { mapping } = this.of(source).reader ?? {};
    const landed: Landed = { ...this.#landed.get(source), [kind]: seq };
    const isVersion = kind === 'plan' && mapping !== undefined;
    const versions = { ...landed.versions, ...(isVersion ? { [mapping]: seq } : {}) };
    this.#landed.set(source, { ...landed, versions });
    this.#isChanged = true;
    return mapping !== before;
  }

  /** The plan in effect with all that it uses; undefined where a built-in reader is. */
  bundleOf(source: string): PlanBundle | undefined {
    const record = this.#ledger.record(this.#landed.get(source)?.plan ?? 0);
    const control = record && readControl(record);
    return control?.kind === 'plan' ? control.body : undefined;
  }

  /** The reader of a version that is or was in effect; undefined for one that never was. */
  readerOf(source: string, mapping: string): RecordReader | undefined {
    const { reader } = this.of(source);
    if (reader?.mapping === mapping) return reader;
    const name = `${source} ${mapping}`;
    const known = this.#former.get(name) ?? builtInReaders.get(mapping) ?? this.#versionOf(source, mapping);
    if (known) this.#former.set(name, known);
    return known;
  }

  #versionOf(source: string, mapping: string): RecordReader | undefined {
    const landed = this.#landed.get(source);
    const record = this.#ledger.record(landed?.versions?.[mapping] ?? 0);
    const control = record && readControl(record);
    return control?.kind === 'plan' ? planReader(control.body, source, this.#people.known).ok : undefined;
  }

  /** What must be remembered, if anything changed since it was last asked. */
  stages(): ReadonlyMap<string, string> {
    if (!this.#isChanged) return new Map();
    this.#isChanged = false;
    return new Map([[stage, JSON.stringify(Object.fromEntries(this.#landed))]]);
  }

  #restore(name: string, landed: Landed): void {
    this.#landed.set(name, landed);
    const order = (['source', 'plan'] as const).filter((kind) => landed[kind] !== undefined);
    for (const kind of order.toSorted((a, b) => landed[a]! - landed[b]!)) {
      const record = this.#ledger.record(landed[kind]!);
      const body = record && readControl(record);
      if (body?.kind === kind)
        this.#effective.set(name, withBody(this.of(name), kind, body.body, name, this.#people.known));
    }
  }
}

function withBody(
  before: SourceInEffect,
  kind: 'source' | 'plan',
  body: ControlBodies['source' | 'plan'],
  source: string,
  pseudonyms: PseudonymSource,
): SourceInEffect {
  if (kind === 'plan') return withReader(before, planReader(body as ControlBodies['plan'], source, pseudonyms).ok);
  const declaration = body as SourceDeclaration;
  if (declaration.reader === undefined) return { ...before, declaration };
  return withReader({ ...before, declaration }, builtInReaders.get(declaration.reader));
}

function withReader({ declaration }: SourceInEffect, reader: RecordReader | undefined): SourceInEffect {
  return { ...(declaration ? { declaration } : {}), ...(reader ? { reader } : {}) };
}

export type Control = {
  readonly [K in ControlKind]: { readonly kind: K; readonly body: ControlBodies[K] };
}[ControlKind];

/** A control record as data; undefined for one that only another version knows. Throws on broken JSON. */
export function readControl({ contentType, body }: LedgerRecord): Control | undefined {
  const kind = controlKind(contentType);
  return kind && ({ kind, body: JSON.parse(Buffer.from(body).toString('utf8')) as unknown } as Control);
}
