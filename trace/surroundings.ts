import { FlowIndex } from '../graph/flow/flow-index.ts';
import type { ObjectKey, ObjectRef } from '../graph/model/object-ref.ts';
import type { View } from '../graph/model/view.ts';
import type { AsOf, ChangePage, GraphStore, StoredAttribute, StoredEdge } from '../graph/store/store.ts';
import { refOfKey } from '../graph/model/object-ref.ts';
import type { Question } from './question.ts';

/** What the store is asked where there is no index, or not yet. */
export type WalkedStore = Pick<GraphStore, 'expand' | 'hydrate' | 'find' | 'reach'>;

export interface IndexAround {
  readonly index: FlowIndex;
  /** Nodes that a walk on it may reach: beyond them it knows nothing. */
  readonly nodes: number;
}

// Level by level a store takes far longer than an index: whoever asks it gets what lies near. What it reaches by a walk of
// its own need only fit into memory.
const nodesByLevels = 20_000;
const nodesByReach = 500_000;
const keysAtOnce = 500;

/**
 * The part of the graph that a question may touch, as a small index of its own: by one walk within the store where it has
 * one, else level by level, both ways from each row, since windows, identities and choices are read from either end.
 */
export async function indexAround(store: WalkedStore, view: View, question: Question): Promise<IndexAround> {
  const around = new Around(store, view, { position: question.asOf.known });
  const isWhole = await around.reach(question.starts, question.direction);
  const nodes = isWhole ? question.budget.nodes : Math.min(question.budget.nodes, nodesByLevels);
  if (!isWhole) await around.expandLevels(question.starts, question.direction, nodes);
  await around.addSources();
  const index = new FlowIndex();
  index.apply(around.page(question.asOf.known));
  index.merge();
  return { index, nodes };
}

class Around {
  readonly #store: WalkedStore;
  readonly #view: View;
  readonly #asOf: AsOf;
  readonly #keys = new Set<ObjectKey>();
  readonly #edges = new Map<string, StoredEdge>();
  readonly #attributes = new Map<string, StoredAttribute>();

  constructor(store: WalkedStore, view: View, asOf: AsOf) {
    this.#store = store;
    this.#view = view;
    this.#asOf = asOf;
  }

  /**
   * Takes in all that can be reached, and says whether it could. What is the same as something reached is where the store
   * is asked to go on from.
   */
  async reach(starts: readonly ObjectKey[], direction: Question['direction']): Promise<boolean> {
    const side = direction === 'forward' ? 'out' : 'in';
    const asked = new Set(starts);
    for (let next: readonly ObjectKey[] = starts; next.length > 0;) {
      const found = await this.#store.reach?.(this.#view, this.#asOf, next, side, nodesByReach + 1);
      if (found === undefined) return false;
      this.#add(found.edges, found.attributes);
      for (const key of next) asked.add(key);
      if (this.#isPlainlyWhole()) break;
      const flow = new Flow(this.#edges.values(), direction);
      const covered = flow.reached(asked, { withAliases: false });
      if (covered.size > nodesByReach) return false;
      next = [...flow.reached(starts, { withAliases: true })].filter((key) => !covered.has(key));
    }
    for (const key of asked) this.#keys.add(key);
    return true;
  }

  /** Nothing leads both ways, and fewer nodes than would have been cut off: most often so, and found without a walk. */
  #isPlainlyWhole(): boolean {
    const named = new Set<ObjectKey>();
    for (const { kind, from, to } of this.#edges.values()) {
      if (kind === 'SAME_AS') return false;
      named.add(from).add(to);
    }
    return named.size <= nodesByReach;
  }

  async expandLevels(starts: readonly ObjectKey[], direction: Question['direction'], budget: number): Promise<void> {
    let level = starts;
    while (level.length > 0 && this.#keys.size <= budget * 2) level = await this.#expand(level, direction);
    let holders = this.#holders();
    for (; holders.length > 0 && this.#keys.size <= budget * 3; holders = this.#holders())
      await this.#expand(holders, 'forward');
  }

  /** What things were packed in, for where they went. */
  #holders(): readonly ObjectKey[] {
    const packed = [...this.#edges.values()].filter(({ kind, to }) => kind === 'PACKED_IN' && !this.#keys.has(to));
    return [...new Set(packed.map(({ to }) => to))];
  }

  /** Source systems, for what they lost and what they cannot show. */
  async addSources(): Promise<void> {
    const sources = await this.#store.find(this.#view, this.#asOf, { kinds: ['source'] }, 1000);
    await this.#take(sources);
  }

  page(through: number): ChangePage {
    const edges = [...this.#edges.values()];
    const attributes = [...this.#attributes.values()];
    const named = attributes.map(({ node }) => node);
    const keys = new Set([...this.#keys, ...edges.flatMap(({ from, to }) => [from, to]), ...named]);
    const nodes = [...keys].flatMap((key): readonly { key: ObjectKey; ref: ObjectRef }[] => {
      const ref = refOfKey(key);
      return ref ? [{ key, ref }] : [];
    });
    return {
      through,
      nodes,
      edges: edges.toSorted(byPosition).map((edge) => asThen(edge, through)),
      attributes: attributes.toSorted(byPosition).map((one) => asThen(one, through)),
      closed: [],
    };
  }

  /** Takes in the keys with their edges and attributes; the keys that come next. */
  async #expand(keys: readonly ObjectKey[], direction: Question['direction']): Promise<readonly ObjectKey[]> {
    const fresh = [...new Set(keys)].filter((key) => !this.#keys.has(key));
    const next = new Set<ObjectKey>();
    for (let at = 0; at < fresh.length; at += keysAtOnce) {
      const some = fresh.slice(at, at + keysAtOnce);
      for (const key of some) this.#keys.add(key);
      await this.#take(some);
      for (const side of ['out', 'in'] as const)
        for (const edge of await this.#store.expand(this.#view, this.#asOf, some, side)) {
          this.#edges.set(edge.eid, edge);
          const isAhead = (side === 'out') === (direction === 'forward');
          if (isAhead || edge.kind === 'SAME_AS') next.add(side === 'out' ? edge.to : edge.from);
        }
    }
    return [...next];
  }

  async #take(keys: readonly ObjectKey[]): Promise<void> {
    for (const { attributes } of await this.#store.hydrate(this.#view, this.#asOf, keys)) this.#add([], attributes);
  }

  #add(edges: readonly StoredEdge[], attributes: readonly StoredAttribute[]): void {
    for (const edge of edges) this.#edges.set(edge.eid, edge);
    for (const one of attributes) this.#attributes.set(attributeId(one), one);
  }
}

const attributeId = ({ event, recordedAt, node, name, role, ordinal }: StoredAttribute): string =>
  JSON.stringify([event, recordedAt, node, name, role, ordinal]);

// As they came, since of two values the later one counts; those of one position are told in the order of their statements.
const byPosition = (a: { readonly recordedAt: number }, b: { readonly recordedAt: number }): number =>
  a.recordedAt - b.recordedAt;

/** What leads on from each node. */
class Flow {
  readonly #ahead = new Map<ObjectKey, ObjectKey[]>();
  readonly #aliases = new Map<ObjectKey, ObjectKey[]>();

  constructor(edges: Iterable<StoredEdge>, direction: Question['direction']) {
    for (const { kind, from, to } of edges) {
      const [here, there] = direction === 'forward' ? [from, to] : [to, from];
      if (kind === 'SAME_AS') {
        append(this.#aliases, here, there);
        append(this.#aliases, there, here);
      } else if (kind !== 'CLASS_ONLY') append(this.#ahead, here, there);
    }
  }

  reached(starts: Iterable<ObjectKey>, { withAliases }: { readonly withAliases: boolean }): ReadonlySet<ObjectKey> {
    const reached = new Set(starts);
    // A set grows while it is walked.
    for (const key of reached) {
      for (const next of this.#ahead.get(key) ?? []) reached.add(next);
      if (withAliases) for (const alias of this.#aliases.get(key) ?? []) reached.add(alias);
    }
    return reached;
  }
}

function append(map: Map<ObjectKey, ObjectKey[]>, key: ObjectKey, value: ObjectKey): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

// Retracted only later: then it still counted.
function asThen<T extends { readonly retractedAt?: number }>(one: T, through: number): T {
  if (one.retractedAt === undefined || one.retractedAt <= through) return one;
  const { retractedAt: _, ...then } = one;
  return then as T;
}
