import { instantMs, precisionOrdinal, slack } from '../graph/flow/instant.ts';
import { refOfKey } from '../graph/model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../graph/model/object-ref.ts';
import { compareUtf8 } from '../graph/model/utf8-order.ts';
import { mayShow } from '../graph/model/view.ts';
import type { View } from '../graph/model/view.ts';
import type { StoredAttribute, StoredEdge } from '../graph/store/store.ts';
import type { Inclusion } from './answer.ts';
import type { Direction, Rules } from './question.ts';

// The naive kernel: trace.md, sentence by sentence, over plain lists. It is what the fast one is compared with, so nothing
// here is shared with it and nothing is clever. Backward is not walked: by T1 it is asked forward, from everything.

export interface ReferenceGraph {
  readonly edges: readonly StoredEdge[];
  readonly attributes: readonly StoredAttribute[];
}

export interface ReferenceQuestion {
  readonly starts: readonly ObjectKey[];
  readonly direction: Direction;
  readonly rules: Rules;
  readonly known: number;
  readonly validAt?: string;
  readonly view: View;
  /** Rows at this depth are not left (T4). Forward only. */
  readonly maxDepth?: number;
}

export interface ReferenceRow {
  readonly depth: number;
  readonly inclusion: Inclusion;
}

interface Span {
  readonly lo: number;
  readonly hi: number;
}

interface Times {
  readonly first: number;
  readonly lastFirst: number;
  readonly last: number;
}

/** A way to go on from a row: by an edge, a stay in a container, or a guess. */
interface Step {
  readonly to: string;
  readonly eids: readonly string[];
  /** Where what is carried can pass; undefined where it cannot. */
  readonly possibly: (at: Span) => Span | undefined;
  readonly certainly: (at: Span | 'some time') => Span | 'some time' | undefined;
  /** Member of a choice, certain but for it. */
  readonly member?: { readonly choice: string; readonly size: number; readonly eid: string };
}

const whole: Span = { lo: -Infinity, hi: Infinity };
const timed = new Set(['CONSUMED_BY', 'INSTALLED_IN', 'SAMPLED_AS']);
const withTime = new Set([...timed, 'PRODUCED', 'PACKED_IN']);
const isWhole = (at: Span | 'some time'): at is Span => at !== 'some time' && at.lo === -Infinity && at.hi === Infinity;
const overlap = (a: Span, b: Span): Span | undefined => {
  const [lo, hi] = [Math.max(a.lo, b.lo), Math.min(a.hi, b.hi)];
  return lo <= hi ? { lo, hi } : undefined;
};

export interface ReferenceAnswer {
  /** By id. */
  readonly rows: ReadonlyMap<ObjectKey, ReferenceRow>;
  /** Ids of those that lie on a way from a start, or to one. */
  readonly edges: ReadonlySet<string>;
}

/** Undefined where a start names nothing known. */
export function reference(graph: ReferenceGraph, question: ReferenceQuestion): ReferenceAnswer | undefined {
  const plain = new PlainGraph(graph, question);
  if (!question.starts.every((key) => plain.isKnown(key))) return undefined;
  const starts = [...new Set(question.starts.map((key) => plain.rowOf(key)))];
  if (question.direction === 'backward') return { rows: rowsBehind(plain, starts), edges: edgesBehind(plain, starts) };
  return { rows: plain.forward(starts, question.maxDepth ?? Infinity), edges: plain.edgesFrom(starts) };
}

function rowsBehind(plain: PlainGraph, starts: readonly ObjectKey[]): ReadonlyMap<ObjectKey, ReferenceRow> {
  const rows = new Map<ObjectKey, ReferenceRow>();
  for (const row of plain.rows()) {
    const reached = plain.forward([row], Infinity);
    for (const start of starts) {
      const there = reached.get(start);
      if (there) rows.set(row, better(rows.get(row), there));
    }
  }
  for (const start of starts) rows.set(start, { depth: 0, inclusion: 'certain' });
  return rows;
}

function edgesBehind(plain: PlainGraph, starts: readonly ObjectKey[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const row of plain.rows())
    for (const step of plain.steps(row)) {
      const at = step.possibly(whole);
      if (at === undefined) continue;
      const beyond = plain.possibly([{ row: step.to, at }], Infinity);
      if (starts.some((start) => beyond.has(start))) for (const eid of step.eids) found.add(eid);
    }
  return found;
}

function better(a: ReferenceRow | undefined, b: ReferenceRow): ReferenceRow {
  if (!a) return b;
  const inclusion = a.inclusion === 'certain' || b.inclusion === 'certain' ? 'certain' : 'possible';
  return { depth: Math.min(a.depth, b.depth), inclusion };
}

class PlainGraph {
  readonly #question: ReferenceQuestion;
  readonly #edges: readonly StoredEdge[];
  readonly #attributes: readonly StoredAttribute[];
  readonly #rowOf = new Map<ObjectKey, ObjectKey>();
  readonly #keys = new Set<ObjectKey>();
  readonly #refs: ReadonlyMap<ObjectKey, ObjectRef | undefined>;
  readonly #steps = new Map<ObjectKey, readonly Step[]>();
  readonly #timesOf = new Map<StoredEdge, Times>();
  readonly #ofKind = new Map<string, readonly StoredEdge[]>();

  constructor(graph: ReferenceGraph, question: ReferenceQuestion) {
    this.#question = question;
    const counts = (one: StoredEdge | StoredAttribute): boolean =>
      one.recordedAt <= question.known &&
      !(one.retractedAt !== undefined && one.retractedAt <= question.known) &&
      mayShow(question.view, one.view);
    const visible = graph.edges.filter(counts);
    this.#attributes = graph.attributes.filter((one) => counts(one) && one.context !== 'planned');
    for (const { from, to } of visible) this.#keys.add(from).add(to);
    for (const { node } of this.#attributes) this.#keys.add(node);
    this.#edges = visible.filter((edge) => edge.context !== 'planned');
    this.#refs = new Map([...this.#keys].map((key) => [key, refOfKey(key)]));
    this.#unite();
  }

  rowOf(key: ObjectKey): ObjectKey {
    return this.#rowOf.get(key) ?? key;
  }

  isKnown(key: ObjectKey): boolean {
    return this.#keys.has(key);
  }

  rows(): ReadonlySet<ObjectKey> {
    return new Set([...this.#keys].map((key) => this.rowOf(key)));
  }

  forward(starts: readonly ObjectKey[], maxDepth: number): Map<ObjectKey, ReferenceRow> {
    const depths = this.possibly(
      starts.map((row) => ({ row, at: whole })),
      maxDepth,
    );
    const sure = this.#certainly(starts, depths, maxDepth);
    return new Map(
      [...depths].map(([row, depth]) => [row, { depth, inclusion: sure.has(row) ? 'certain' : 'possible' }]),
    );
  }

  /** Fewest edges to each row, over every way that is not provably closed. */
  possibly(starts: readonly { row: ObjectKey; at: Span }[], maxDepth: number): Map<ObjectKey, number> {
    const depths = new Map<ObjectKey, number>();
    const seen = new Set<string>();
    let level = starts;
    for (let depth = 0; level.length > 0; depth++) {
      const next: { row: ObjectKey; at: Span }[] = [];
      for (const { row, at } of level) {
        const state = `${row} ${at.lo} ${at.hi}`;
        if (seen.has(state)) continue;
        seen.add(state);
        if (!depths.has(row)) depths.set(row, depth);
        if (depth >= maxDepth) continue;
        for (const step of this.steps(row)) {
          const there = step.possibly(at);
          if (there) next.push({ row: step.to, at: there });
        }
      }
      level = next;
    }
    return depths;
  }

  edgesFrom(starts: readonly ObjectKey[]): ReadonlySet<string> {
    const found = new Set<string>();
    const seen = new Set<string>();
    const walk = (row: ObjectKey, at: Span): void => {
      const state = `${row} ${at.lo} ${at.hi}`;
      if (seen.has(state)) return;
      seen.add(state);
      for (const step of this.steps(row)) {
        const there = step.possibly(at);
        if (!there) continue;
        for (const eid of step.eids) found.add(eid);
        walk(step.to, there);
      }
    };
    for (const start of starts) walk(start, whole);
    return found;
  }

  /** Rows that a certain chain reaches, or that T17 proves: repeated until no choice is proven anew. */
  #certainly(
    starts: readonly ObjectKey[],
    depths: ReadonlyMap<ObjectKey, number>,
    maxDepth: number,
  ): ReadonlySet<ObjectKey> {
    const proven = new Set<ObjectKey>();
    for (;;) {
      const seen = new Set<string>();
      const sure = new Set<ObjectKey>();
      const members = new Map<string, Set<string>>();
      const newly = new Set<ObjectKey>();
      const walk = (row: ObjectKey, at: Span | 'some time'): void => {
        const state = at === 'some time' ? row : `${row} ${at.lo} ${at.hi}`;
        if (seen.has(state) || !depths.has(row)) return;
        seen.add(state);
        sure.add(row);
        if (depths.get(row)! >= maxDepth) return;
        for (const step of this.steps(row)) {
          const there = step.certainly(at);
          if (there === undefined) continue;
          if (!step.member) walk(step.to, there);
          else if (!this.#question.rules.timeStrict) {
            const group = `${step.member.choice} ${step.member.size} ${step.to}`;
            const reached = members.get(group) ?? new Set<string>();
            members.set(group, reached.add(step.member.eid));
            if (reached.size === step.member.size && !proven.has(step.to)) newly.add(step.to);
          }
        }
      };
      for (const row of [...starts, ...proven]) walk(row, whole);
      if (newly.size === 0) return sure;
      for (const row of newly) proven.add(row);
    }
  }

  steps(row: ObjectKey): readonly Step[] {
    let steps = this.#steps.get(row);
    if (!steps) this.#steps.set(row, (steps = [...this.#edgeSteps(row), ...this.#stays(row), ...this.#guesses(row)]));
    return steps;
  }

  // --- rows

  #unite(): void {
    const same = this.#edges.filter(({ kind }) => kind === 'SAME_AS').filter((edge) => !isWeak(edge));
    const classes = new Map([...this.#keys].map((key) => [key, new Set([key])]));
    for (const { from, to } of same) {
      const union = new Set([...classes.get(from)!, ...classes.get(to)!]);
      for (const key of union) classes.set(key, union);
    }
    for (const [key, members] of classes) this.#rowOf.set(key, [...members].sort(compareUtf8)[0]!);
  }

  #keysOf(row: ObjectKey): readonly ObjectKey[] {
    return [...this.#keys].filter((key) => this.rowOf(key) === row);
  }

  // --- edges

  #follows(kind: string): boolean {
    return this.#question.rules.follow?.includes(kind) ?? true;
  }

  /** T24: undefined where it is wholly after T. */
  #atT(edge: StoredEdge): 'surely' | 'maybe' | undefined {
    const { validAt } = this.#question;
    if (validAt === undefined || !withTime.has(edge.kind)) return 'surely';
    const at = instantMs(validAt);
    const { first, lastFirst, last } = this.#times(edge);
    if (edge.phase === 'end') return last > at ? 'maybe' : 'surely';
    if (first > at) return undefined;
    return lastFirst > at ? 'maybe' : 'surely';
  }

  /** Earliest and latest beginning, and latest end, widened by precision and by the skew of the source (T9). */
  #times(edge: StoredEdge): Times {
    let times = this.#timesOf.get(edge);
    if (!times) this.#timesOf.set(edge, (times = this.#timesStated(edge)));
    return times;
  }

  #timesStated({ validFrom, validTo, precision, basis, source }: StoredEdge): Times {
    if (validFrom === undefined || (basis !== undefined && basis !== 'event'))
      return { first: -Infinity, lastFirst: Infinity, last: Infinity };
    const more = slack(precisionOrdinal(precision, validFrom)) + this.#skew(source);
    const from = instantMs(validFrom);
    return {
      first: from - this.#skew(source),
      lastFirst: from + more,
      last: (validTo === undefined ? from : instantMs(validTo)) + more,
    };
  }

  #skew(source: string): number {
    const stated = this.#attributes.find(
      ({ node, name }) => node === `source:local::::${source}` && name === 'declared.skewMs',
    );
    return stated === undefined ? 0 : Number(JSON.parse(stated.value));
  }

  #counted(kind: string): readonly StoredEdge[] {
    let counted = this.#ofKind.get(kind);
    if (!counted) {
      const all = this.#follows(kind) ? this.#edges : [];
      counted = all.filter((edge) => edge.kind === kind && this.#atT(edge) !== undefined);
      this.#ofKind.set(kind, counted);
    }
    return counted;
  }

  #edgeSteps(row: ObjectKey): readonly Step[] {
    const kinds = ['CONSUMED_BY', 'PRODUCED', 'INSTALLED_IN', 'HAS_MEMBER', 'SAMPLED_AS', 'REIDENTIFIED_AS'];
    return kinds
      .flatMap((kind) => this.#counted(kind))
      .filter(({ from }) => this.rowOf(from) === row)
      .flatMap((edge) => this.#edgeStep(row, edge) ?? []);
  }

  #edgeStep(row: ObjectKey, edge: StoredEdge): Step | undefined {
    const to = this.rowOf(edge.to);
    const { insideAt } = this.#question.rules;
    const installed = edge.kind === 'INSTALLED_IN' && insideAt !== undefined;
    const stay = installed ? this.#installation(row, to) : undefined;
    if (installed && !stay) return undefined;
    const isTimely = this.#atT(edge) === 'surely' && (stay ? stay.stated : true);
    const isSolid = edge.certainty === 'confirmed' && isTimely;
    const member =
      edge.choice !== undefined && !installed
        ? { choice: edge.choice, size: edge.choiceSize ?? Infinity, eid: edge.eid }
        : undefined;
    const isCertain = isSolid && (edge.choice === undefined || member !== undefined);
    return {
      to,
      eids: [edge.eid],
      possibly: (at) => this.#pass(edge, to, at),
      certainly: (at) => (isCertain ? this.#passSurely(edge, to, at) : undefined),
      ...(member ? { member } : {}),
    };
  }

  #span(edge: StoredEdge): Span {
    const { first, last } = this.#times(edge);
    return { lo: edge.phase === 'end' ? -Infinity : first, hi: last };
  }

  // Lots and units are time-free (T10), what a container held is not (T13); under `strict` nothing is.
  #pass(edge: StoredEdge, to: ObjectKey, at: Span): Span | undefined {
    const time = this.#span(edge);
    const { timeStrict } = this.#question.rules;
    if (timed.has(edge.kind)) {
      const shared = overlap(at, time);
      return shared && (timeStrict ? { lo: shared.lo, hi: Infinity } : whole);
    }
    if (edge.kind === 'PRODUCED') return timeStrict ? { lo: Math.max(at.lo, time.lo), hi: Infinity } : whole;
    return timeStrict || this.#isHolder(to) ? at : whole;
  }

  #passSurely(edge: StoredEdge, to: ObjectKey, at: Span | 'some time'): Span | 'some time' | undefined {
    const time = this.#span(edge);
    const { timeStrict } = this.#question.rules;
    const since = (lo: number): Span | 'some time' => (lo === Infinity ? 'some time' : { lo, hi: Infinity });
    if (timed.has(edge.kind)) {
      if (at === 'some time' || at.lo > time.lo || at.hi < time.hi) return undefined;
      return timeStrict ? since(time.hi + 1) : whole;
    }
    if (edge.kind === 'PRODUCED') {
      if (!timeStrict) return whole;
      return at === 'some time' ? at : since(Math.max(at.lo, time.hi + 1));
    }
    if (timeStrict || this.#isHolder(to)) return at;
    return isWhole(at) ? whole : undefined;
  }

  #isHolder(row: ObjectKey): boolean {
    return (
      this.#keysOf(row).some((key) => this.#refs.get(key)?.kind === 'logistic') ||
      this.#counted('PACKED_IN').some(({ from, to }) => this.rowOf(to) === row && this.rowOf(from) !== row)
    );
  }

  // --- windows (T13)

  #stays(row: ObjectKey): readonly Step[] {
    const packed = this.#counted('PACKED_IN');
    const containers = new Set(packed.filter(({ from }) => this.rowOf(from) === row).map(({ to }) => this.rowOf(to)));
    containers.delete(row);
    return [...containers].flatMap((container) => {
      const into = packed.filter(({ to }) => this.rowOf(to) === container);
      const stay = this.#stay(row, container, into);
      if (!stay) return [];
      // Several windows are several ways in.
      return [...stay.outer, undefined].map((outer, i) => ({
        to: container,
        eids: stay.eids,
        possibly: (at: Span) => outer && overlap(at, outer),
        certainly: (at: Span | 'some time') => {
          if (at === 'some time') return undefined;
          if (outer === undefined) return stay.stated && isWhole(at) ? 'some time' : undefined;
          const inner = stay.inner[i];
          return inner && overlap(at, inner);
        },
      }));
    });
  }

  #installation(part: ObjectKey, assembly: ObjectKey): Stay | undefined {
    const edges = this.#counted('INSTALLED_IN').filter(({ to }) => this.rowOf(to) === assembly);
    return this.#stay(part, assembly, edges);
  }

  #stay(content: ObjectKey, container: ObjectKey, into: readonly StoredEdge[]): Stay | undefined {
    const own = into.filter(({ from }) => this.rowOf(from) === content);
    const emptied = into.filter(({ from, kind }) => kind === 'PACKED_IN' && this.rowOf(from) === container);
    const isSure = (edge: StoredEdge) => !isWeak(edge) && this.#atT(edge) === 'surely';
    const begins = own.filter(({ phase }) => phase !== 'end');
    const ownEnds = own.filter(({ phase }) => phase === 'end');
    const ends = [...ownEnds, ...emptied.filter(({ phase }) => phase === 'end')];
    const of = (edge: StoredEdge): Span => ({ lo: this.#times(edge).first, hi: this.#times(edge).last });
    const closesAll = (end: StoredEdge, one: StoredEdge) =>
      !end.position?.length || sameSet(end.position, one.position ?? []);
    const windows: { outer: Span; inner?: Span }[] = [];
    for (const begin of begins) {
      const closing = ends.filter((end) => isSure(end) && of(end).lo > of(begin).hi && closesAll(end, begin));
      const outer = { lo: of(begin).lo, hi: Math.min(Infinity, ...closing.map((end) => of(end).hi)) };
      let sureUntil = Math.min(Infinity, ...ends.filter((end) => of(end).hi >= of(begin).lo).map((end) => of(end).lo));
      if (closing.length === 0)
        for (const other of into)
          if (this.#fillsAnew(other, begin, content, into)) sureUntil = Math.min(sureUntil, of(other).lo);
      const inner = { lo: of(begin).hi + 1, hi: sureUntil - 1 };
      const isInner = isSure(begin) && inner.lo !== Infinity && inner.lo <= inner.hi;
      windows.push(isInner ? { outer, inner } : { outer });
    }
    for (const end of ownEnds) {
      const between = (begin: StoredEdge) =>
        ends.some(
          (other) => other !== end && isSure(other) && of(other).lo > of(begin).hi && of(other).hi < of(end).lo,
        );
      if (begins.some((begin) => of(begin).hi < of(end).lo && !between(begin))) continue;
      const before = ends.filter(
        (other) => other !== end && isSure(other) && of(other).hi < of(end).lo && closesAll(other, end),
      );
      windows.push({ outer: { lo: Math.max(-Infinity, ...before.map((other) => of(other).lo)), hi: of(end).hi } });
    }
    const { insideAt } = this.#question.rules;
    const at = insideAt === undefined ? undefined : instantMs(insideAt);
    const holds = ({ lo, hi }: Span) => at === undefined || (lo <= at && at <= hi);
    const counted = windows.filter(({ outer }) => holds(outer));
    if (counted.length === 0) return undefined;
    const inner = counted.map((window) => (window.inner && holds(window.inner) ? window.inner : undefined));
    const stated = at === undefined ? own.some(isSure) : inner.some((one) => one !== undefined);
    return { outer: counted.map(({ outer }) => outer), inner, stated, eids: own.map(({ eid }) => eid) };
  }

  /** Something else put in, by another statement, at another time. */
  #fillsAnew(other: StoredEdge, begin: StoredEdge, content: ObjectKey, into: readonly StoredEdge[]): boolean {
    if (other.kind !== 'PACKED_IN' || other.phase === 'end') return false;
    const statement = ({ event, recordedAt }: StoredEdge) => `${event} ${recordedAt}`;
    const [theirs, ours] = [this.#times(other), this.#times(begin)];
    const isSameTime = theirs.first === ours.first && theirs.last === ours.last;
    const brings = into.filter((edge) => edge.phase !== 'end' && statement(edge) === statement(other));
    const isOther = brings.some(({ from, to }) => this.rowOf(from) !== content && this.rowOf(from) !== this.rowOf(to));
    return isOther && statement(other) !== statement(begin) && !isSameTime && theirs.last > ours.first;
  }

  // --- guesses (T18) and lot numbers without material (model.md §2)

  #guesses(row: ObjectKey): readonly Step[] {
    const others = new Map<ObjectKey, string[]>();
    for (const edge of this.#counted('SAME_AS')) {
      if (!isWeak(edge)) continue;
      const [a, b] = [this.rowOf(edge.from), this.rowOf(edge.to)];
      if (a === b || (a !== row && b !== row) || this.#areApart(a, b)) continue;
      const other = a === row ? b : a;
      others.set(other, [...(others.get(other) ?? []), edge.eid]);
    }
    for (const other of this.#readings(row)) if (!others.has(other)) others.set(other, []);
    return [...others].map(([to, eids]) => ({
      to,
      eids,
      possibly: (at: Span) => (this.#question.rules.timeStrict || this.#isHolder(to) ? at : whole),
      certainly: () => undefined,
    }));
  }

  #areApart(a: ObjectKey, b: ObjectKey): boolean {
    return this.#attributes.some(({ node, name, value }) => {
      if (name !== 'notSame') return false;
      const others = (JSON.parse(value) as ObjectKey[]).map((key) => this.rowOf(key));
      return (this.rowOf(node) === a && others.includes(b)) || (this.rowOf(node) === b && others.includes(a));
    });
  }

  #readings(row: ObjectKey): readonly ObjectKey[] {
    const [refs, own] = [this.#refs, this.#keysOf(row)];
    const found = own.flatMap((key) =>
      [...this.#keys].filter(
        (other) => mayMean(refs.get(key), refs.get(other)) || mayMean(refs.get(other), refs.get(key)),
      ),
    );
    return [...new Set(found.map((key) => this.rowOf(key)))].filter((other) => other !== row);
  }
}

interface Stay {
  readonly outer: readonly Span[];
  readonly inner: readonly (Span | undefined)[];
  readonly stated: boolean;
  readonly eids: readonly string[];
}

const isWeak = ({ certainty, choice }: Pick<StoredEdge, 'certainty' | 'choice'>): boolean =>
  certainty === 'inferred' || choice !== undefined;

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

function mayMean(a: ObjectRef | undefined, b: ObjectRef | undefined): boolean {
  if (!a || !b || a.material !== undefined || b.material === undefined) return false;
  const isLot = a.kind === 'lot' || a.kind === 'sublot';
  const needsMaterial = a.scheme === 'local' || a.scheme === 'supplier';
  return (
    isLot && needsMaterial && a.kind === b.kind && a.scheme === b.scheme && a.issuer === b.issuer && a.value === b.value
  );
}
