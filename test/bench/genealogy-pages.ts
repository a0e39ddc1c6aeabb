import type { EdgeChange, NodeChange } from '../../graph/store/changes.ts';
import type { ChangePage, StoredAttribute, StoredEdge } from '../../graph/store/store.ts';
import { lastLevel } from './genealogy.ts';
import type { Genealogy } from './genealogy.ts';
import { Names } from './genealogy-names.ts';
import { assembled, packed, received, retracted, undecided } from './steps.ts';

const stepsPerPage = 4000;
const beginning = Date.UTC(2020, 0, 1);
const secondsPerStep = 60;
const customers = 11;
const unitsOfShipment = 20;

type Envelope = Omit<
  StoredEdge,
  'eid' | 'role' | 'ordinal' | keyof Pick<EdgeChange, 'kind' | 'from' | 'to' | 'certainty'>
>;
type Draft = Pick<StoredEdge, 'kind' | 'from' | 'to' | 'role'> & Partial<StoredEdge>;

/** A genealogy as a store tells it to those who follow: page by page, in the order in which it happened. */
export function* pagesOf(genealogy: Genealogy): Generator<ChangePage> {
  const { steps } = genealogy;
  let retractions: ChangePage['closed'] = [];
  for (let step = 0; step < steps.count; step += stepsPerPage) {
    const page = new Page(genealogy, retractions);
    const end = Math.min(step + stepsPerPage, steps.count);
    for (let at = step; at < end; at++) page.tell(at);
    yield page.through(end);
    retractions = page.wrong.map((event) => ({ ...event, at: end + 1 }));
  }
  // Whatever was wrong in the last page is taken back as well.
  yield { through: steps.count + 1, nodes: [], edges: [], attributes: [], closed: retractions };
}

class Page {
  /** Statements of this page that the next one takes back. */
  readonly wrong: { event: string; recordedAt: number }[] = [];
  readonly #genealogy: Genealogy;
  readonly #names: Names;
  readonly #closed: ChangePage['closed'];
  readonly #nodes: NodeChange[] = [];
  readonly #edges: StoredEdge[] = [];
  readonly #attributes: StoredAttribute[] = [];

  constructor(genealogy: Genealogy, closed: ChangePage['closed']) {
    this.#genealogy = genealogy;
    this.#names = new Names(genealogy);
    this.#closed = closed;
  }

  through(position: number): ChangePage {
    const page = { nodes: this.#nodes, edges: this.#edges, attributes: this.#attributes };
    return { through: position, ...page, closed: this.#closed };
  }

  tell(step: number): void {
    const { steps } = this.#genealogy;
    if (steps.is(step, received)) this.#receive(step);
    else if (steps.is(step, assembled)) this.#assemble(step);
    else this.#transform(step);
    if (steps.level[step] === lastLevel && !steps.is(step, retracted)) this.#ship(step);
  }

  #receive(step: number): void {
    const [thing] = this.#things(step);
    this.#nodes.push(thing!);
    const value = JSON.stringify({
      at: momentOf(step),
      from: 'party:local:erp:::SUPPLIER-4',
      kind: 'receipt',
      precision: 's',
    });
    this.#state(step, 'received', thing!.key, 'origin', value);
  }

  #assemble(step: number): void {
    const things = this.#things(step);
    this.#nodes.push(...things);
    const inputs = this.#inputs(step);
    const parts = things.flatMap(({ key: to }, i) =>
      inputs.map(({ from, certainty }): Draft => {
        const choice = this.#choice(step, inputs.length, i);
        return { kind: 'INSTALLED_IN', from, to, role: 'part', phase: 'begin', certainty, ...choice };
      }),
    );
    this.#stateEdges(step, 'made', momentOf(step), parts);
    if (this.#isWrong(step) || step % 5 !== 0) return;
    const removed = { ...parts[0]!, phase: 'end' as const, certainty: 'confirmed' as const };
    this.#stateEdges(step, 'taken out', momentOf(step, 1), [withoutChoice(removed)]);
  }

  #transform(step: number): void {
    const { steps } = this.#genealogy;
    const operation = this.#names.operation(step);
    const isPacked = steps.is(step, packed);
    if (isPacked) this.#pack(step);
    this.#nodes.push(operation);
    const things = this.#things(step);
    if (!this.#isWrong(step)) this.#nodes.push(...things);
    const inputs = isPacked
      ? [{ from: this.#names.container(step).key, certainty: 'confirmed' as const }]
      : this.#inputs(step);
    const choice = this.#choice(step, inputs.length, 0);
    this.#stateEdges(step, 'made', momentOf(step), [
      ...inputs.map((input): Draft => ({ kind: 'CONSUMED_BY', to: operation.key, role: 'input', ...input, ...choice })),
      ...things.map(({ key: to }): Draft => ({ kind: 'PRODUCED', from: operation.key, to, role: 'output' })),
    ]);
  }

  #isWrong(step: number): boolean {
    if (!this.#genealogy.steps.is(step, retracted)) return false;
    this.wrong.push({ event: this.#names.event(step), recordedAt: step + 1 });
    return true;
  }

  #pack(step: number): void {
    const box = this.#names.container(step);
    this.#nodes.push(box);
    const contents = this.#inputs(step).map((input): Draft => ({
      kind: 'PACKED_IN',
      to: box.key,
      role: 'content',
      ...input,
    }));
    this.#stateEdges(
      step,
      'packed',
      momentOf(step, -1),
      contents.map((content) => ({ ...content, phase: 'begin' })),
    );
    if (step % 2 !== 0) return;
    const ends = contents.map((content) => ({ ...content, phase: 'end' as const, certainty: 'confirmed' as const }));
    this.#stateEdges(step, 'unpacked', momentOf(step, 1), ends);
  }

  #ship(step: number): void {
    for (const { key } of this.#things(step)) {
      const shipment = Math.floor(Number(key.slice(-7)) / unitsOfShipment);
      const to = `party:local:erp:::CUSTOMER-${shipment % customers}`;
      const value = JSON.stringify({ at: momentOf(step - (step % 100), 24), precision: 's', purpose: 'sale', to });
      this.#state(step, 'shipped', key, 'shipped', value);
    }
  }

  #things(step: number): readonly NodeChange[] {
    return this.#genealogy.steps.outputsOf(step).map((thing) => this.#names.thing(thing));
  }

  #inputs(step: number): readonly Pick<StoredEdge, 'from' | 'certainty'>[] {
    return Array.from(this.#genealogy.steps.inputsOf(step), (input) => ({
      from: this.#names.thing(input < 0 ? ~input : input).key,
      certainty: input < 0 ? 'inferred' : 'confirmed',
    }));
  }

  #choice(step: number, members: number, output: number): Pick<EdgeChange, 'choice' | 'choiceKind' | 'choiceSize'> {
    if (!this.#genealogy.steps.is(step, undecided)) return {};
    return { choice: `${this.#names.event(step)}:${output}`, choiceKind: 'at least one', choiceSize: members };
  }

  #stateEdges(step: number, what: string, validFrom: string, drafts: readonly Draft[]): void {
    const envelope = this.#envelope(step, what);
    const timing = { validFrom, precision: 's', basis: 'event' } as const;
    const counts = new Map<string, number>();
    for (const draft of drafts) {
      const ordinal = counts.get(draft.role) ?? 0;
      counts.set(draft.role, ordinal + 1);
      const eid = `${envelope.event}.${envelope.recordedAt}.${draft.role}.${ordinal}`;
      this.#edges.push({ certainty: 'confirmed', ...draft, ...timing, ...envelope, ordinal, eid });
    }
  }

  #state(step: number, what: string, node: string, name: string, value: string): void {
    this.#attributes.push({ node, name, value, role: name, ordinal: 0, ...this.#envelope(step, what) });
  }

  #envelope(step: number, what: string): Envelope {
    const position = step + 1;
    return {
      event: this.#names.event(step, what),
      recordedAt: position,
      context: 'actual',
      view: 'common',
      source: sourceOf(what),
      site: 'north',
      record: position,
      mapping: 'mes-operations@0123456789ab',
    };
  }
}

function sourceOf(what: string): string {
  if (what === 'received' || what === 'shipped') return 'erp';
  return what === 'packed' || what === 'unpacked' ? 'wms' : 'mes';
}

function momentOf(step: number, hours = 0): string {
  return `${new Date(beginning + (step * secondsPerStep + hours * 3600) * 1000).toISOString().slice(0, 19)}Z`;
}

function withoutChoice(draft: Draft): Draft {
  const { choice, choiceKind, choiceSize, ...rest } = draft;
  return rest;
}
