import { eventKey } from '../../graph/events/event-key.ts';
import type { CanonicalEvent, EventOf, Verb } from '../../graph/events/canonical-event.ts';
import type { Thing, Time, Use } from '../../graph/events/parts.ts';
import { validateEvent } from '../../graph/events/validate.ts';
import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { contextKinds, objectKey, refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey, ObjectRef, ThingKind } from '../../graph/model/object-ref.ts';
import type { View } from '../../graph/model/view.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import type { AnswerHead, AnswerRow } from '../../trace/answer.ts';
import { noEvidence } from '../../trace/evidence.ts';
import type { Evidence } from '../../trace/evidence.ts';
import { createTraces } from '../../trace/local-traces.ts';
import { conservative } from '../../trace/question.ts';
import type { Direction, Rules } from '../../trace/question.ts';
import type { Traces } from '../../trace/traces.ts';

// A plant in words. Things are "lot RESIN R1", "unit VALVE 17", "pallet P1"; a lot without its material is "lot R1".

const issuer = 'plant';

export function ref(words: string): Thing {
  const [kind, ...names] = words.split(' ');
  const value = names.at(-1)!;
  const named = { kind: (kind === 'pallet' ? 'logistic' : kind) as ThingKind, scheme: 'local', issuer, value } as const;
  return names.length > 1 ? { ...named, material: names[0]! } : named;
}

export const key = (words: string): ObjectKey =>
  (contextKinds as readonly string[]).includes(words.split(' ')[0]!)
    ? objectKey({ ...ref(words), kind: words.split(' ')[0] } as ObjectRef)
    : objectKey(ref(words));

/** What happened, when it was recorded, and by whom it is seen: `[verb, fields]` and the rest. */
export interface Deed {
  readonly verb: Verb;
  readonly told: object;
  readonly recordKey?: string;
  readonly source?: string;
  readonly view?: string;
  readonly site?: string;
  readonly context?: 'actual' | 'planned' | 'maintained';
}

export const onDay = (day: number, precision: Time['precision'] = 's'): Time => ({
  from: `2024-05-${String(day).padStart(2, '0')}T08:00:00Z`,
  precision,
  basis: 'event',
});

type Item = string | Use;
const use = (item: Item): Use => (typeof item === 'string' ? { thing: ref(item) } : item);
const when = (day: number | Time | undefined) =>
  day === undefined ? {} : { time: typeof day === 'number' ? onDay(day) : day };

export const oneOf = (label: string, ...things: readonly string[]): readonly Use[] =>
  things.map((words) => ({ thing: ref(words), choice: label, choiceKind: 'at least one' as const }));

export const guessed = (words: string): Use => ({ thing: ref(words), certainty: 'inferred', method: 'time window' });
export const onlyMaterial = (value: string): Use => ({
  material: { kind: 'material', scheme: 'local', issuer, value },
});

export const make = (inputs: readonly Item[], outputs: readonly Item[], day?: number | Time): Deed => ({
  verb: 'transform',
  told: {
    ...(inputs.length > 0 ? { inputs: inputs.map(use) } : {}),
    ...(outputs.length > 0 ? { outputs: outputs.map(use) } : {}),
    ...when(day),
  },
});
export const pack = (container: string, contents: readonly Item[], day?: number | Time): Deed => ({
  verb: 'pack',
  told: { container: ref(container), contents: contents.map(use), ...when(day) },
});
export const unpack = (container: string, contents: readonly Item[] | 'all', day?: number | Time): Deed => ({
  verb: 'unpack',
  told: { container: ref(container), ...(contents === 'all' ? {} : { contents: contents.map(use) }), ...when(day) },
});
export const install = (assembly: string, parts: readonly Item[], day?: number): Deed => ({
  verb: 'assemble',
  told: { assembly: ref(assembly), parts: parts.map(use), ...when(day) },
});
export const remove = (assembly: string, parts: readonly Item[], day?: number): Deed => ({
  verb: 'disassemble',
  told: { assembly: ref(assembly), parts: parts.map(use), ...when(day) },
});

const party = (value: string) => ({ kind: 'party', scheme: 'local', issuer, value }) as const;

export const ship = (things: readonly Item[], to: string, day?: number): Deed => ({
  verb: 'ship',
  told: { things: things.map(use), to: party(to), purpose: 'sale', ...when(day) },
});
export const receive = (things: readonly Item[], from?: string, day?: number): Deed => ({
  verb: 'receive',
  told: {
    things: things.map(use),
    purpose: 'purchase',
    ...(from === undefined ? {} : { from: party(from) }),
    ...when(day),
  },
});
export const sameThing = (...things: readonly string[]): Deed => ({
  verb: 'identify',
  told: { same: things.map(ref) },
});
export const maybeSame = (...things: readonly string[]): Deed => ({
  verb: 'identify',
  told: { same: things.map(ref), certainty: 'inferred', method: 'guess' },
});
export const notSame = (...things: readonly string[]): Deed => ({
  verb: 'identify',
  told: { same: things.map(ref), are: false },
});
export const members = (of: string, ...things: readonly string[]): Deed => ({
  verb: 'identify',
  told: { members: { of: ref(of), things: things.map(ref) } },
});
export const relabel = (from: string, ...to: readonly string[]): Deed => ({
  verb: 'identify',
  told: { relabel: { from: ref(from), to: to.map(ref) } },
});
export const retract = (recordKey: string): Deed => ({
  verb: 'correct',
  told: { kind: 'didNotOccur', target: { recordKey } },
});
export const lost = (of: string, interval: { from?: string; to?: string }, more: object = {}): Deed => ({
  verb: 'gap',
  told: { of, interval, cause: 'sequence jump', ...more },
});
export const declareSource = (
  name: string,
  attributes: Readonly<Record<string, string | readonly string[]>>,
): Deed => ({
  verb: 'declare',
  told: { object: { kind: 'source', scheme: 'local', issuer: '', value: name }, attributes },
});
export const declareMaterial = (value: string, attributes: Readonly<Record<string, string>>): Deed => ({
  verb: 'declare',
  told: { object: { kind: 'material', scheme: 'local', issuer, value }, attributes },
});
export const take = (sample: string, ...of: readonly string[]): Deed => ({
  verb: 'inspect',
  told: { subjects: [{ object: ref(sample), sampleOf: of.map(ref) }] },
});
export const treat = (...things: readonly string[]): Deed => ({ verb: 'treat', told: { things: things.map(use) } });

/** The same record under a name, from a source, for a view. */
export const as = (deed: Deed, more: Omit<Deed, 'verb' | 'told'>): Deed => ({ ...deed, ...more });

export interface Asking {
  readonly rules?: Partial<Rules>;
  readonly known?: number;
  readonly validAt?: string;
  readonly view?: View;
  readonly budget?: number;
}

/** Rows by their words, with inclusion; `*` stands for an operation, by the name of its record. */
export type Reached = Readonly<Record<string, 'certain' | 'possible'>>;

export class Plant {
  readonly store: GraphStore;
  readonly traces: Traces;
  readonly #names = new Map<ObjectKey, string>();
  #position = 0;

  constructor(evidence: Evidence = noEvidence, store: GraphStore = createMemoryGraph()) {
    this.store = store;
    this.traces = createTraces(new FlowIndex(), this.store, evidence);
  }

  /** Records the deeds, one position each. */
  async with(...deeds: readonly Deed[]): Promise<this> {
    const writer = createWriter(this.store, 1);
    for (const deed of deeds) {
      const recordedAt = ++this.#position;
      await writer.apply([{ event: this.#event(deed, recordedAt), recordedAt }], recordedAt);
    }
    return this;
  }

  async ask(start: string | readonly string[], direction: Direction, asking: Asking = {}): Promise<AnswerHead> {
    const { rules = {}, known, validAt, view = viewOfEverything(), budget = 2_000_000 } = asking;
    const starts = (typeof start === 'string' ? [start] : start).map(key);
    const asOf = { ...(known === undefined ? {} : { known }), ...(validAt === undefined ? {} : { validAt }) };
    const asked = await this.traces.ask(view, {
      starts,
      direction,
      rules: { ...conservative, ...rules },
      asOf,
      budget: { nodes: budget },
    });
    if (asked.kind !== 'answer') throw new Error(JSON.stringify(asked));
    return asked.answer;
  }

  async rows(
    start: string | readonly string[],
    direction: Direction,
    asking: Asking = {},
  ): Promise<readonly AnswerRow[]> {
    const { id } = await this.ask(start, direction, asking);
    return (await this.traces.rows(asking.view ?? viewOfEverything(), id, 0, 1000))!.rows;
  }

  async forward(start: string | readonly string[], asking?: Asking): Promise<Reached> {
    return this.#reached(await this.rows(start, 'forward', asking));
  }

  async backward(start: string | readonly string[], asking?: Asking): Promise<Reached> {
    return this.#reached(await this.rows(start, 'backward', asking));
  }

  words(id: ObjectKey): string {
    const { kind, material, value } = refOfKey(id)!;
    if (kind === 'operation') return this.#names.get(id) ?? id;
    return [kind === 'logistic' ? 'pallet' : kind, material, value].filter(Boolean).join(' ');
  }

  #reached(rows: readonly AnswerRow[]): Reached {
    return Object.fromEntries(rows.map(({ id, inclusion }) => [this.words(id), inclusion]));
  }

  #event(
    {
      verb,
      told,
      recordKey = `record ${this.#position}`,
      source = 'mes',
      view = 'common',
      site,
      context = 'actual',
    }: Deed,
    at: number,
  ): CanonicalEvent {
    const eventOf = eventKey({ namespace: source, recordKey, rule: verb, ordinal: 0 });
    this.#names.set(objectKey({ kind: 'operation', scheme: 'local', issuer: '', value: eventOf }), recordKey);
    const event = {
      ...{ verb, key: eventOf, context, recordKey, mapping: 'plan@0123456789ab', ...told },
      source: { record: at, pointer: `${verb}[0]`, name: source, view },
      ...(site === undefined ? {} : { site }),
    } as EventOf<Verb>;
    const { problems } = validateEvent(event);
    if (problems) throw new Error(JSON.stringify(problems));
    return event;
  }
}

export async function aPlant(...deeds: readonly Deed[]): Promise<Plant> {
  return new Plant().with(...deeds);
}

export const everyone = viewOfEverything();
export const rules = conservative;
export const none: readonly string[] = [];
