import { FlowIndex } from '../graph/flow/flow-index.ts';
import type { ObjectKey, ObjectRef } from '../graph/model/object-ref.ts';
import type { View } from '../graph/model/view.ts';
import type { AsOf, ChangePage, GraphStore, StoredAttribute, StoredEdge } from '../graph/store/store.ts';
import { refOfKey } from '../graph/model/object-ref.ts';
import type { Question } from './question.ts';

/** What the store is asked while the index is still being filled. */
export type ExpandingStore = Pick<GraphStore, 'expand' | 'hydrate' | 'find'>;

// The store takes far longer a level than the index. Whoever asks this early gets what lies near.
export const warmingBudget = 20_000;
const keysAtOnce = 500;

/**
 * The part of the graph that a question may touch, as a small index of its own: level by level from the store, both ways
 * from each row, since windows, identities and choices are read from either end. Stops at the budget, as the walk will.
 */
export async function indexAround(store: ExpandingStore, view: View, question: Question): Promise<FlowIndex> {
  const around = new Around(store, view, { position: question.asOf.known });
  const budget = Math.min(question.budget.nodes, warmingBudget);
  let level: readonly ObjectKey[] = question.starts;
  while (level.length > 0 && around.size <= budget * 2) level = await around.expand(level, question.direction);
  await around.addSources();
  const index = new FlowIndex();
  index.apply(around.page(question.asOf.known));
  index.merge();
  return index;
}

class Around {
  readonly #store: ExpandingStore;
  readonly #view: View;
  readonly #asOf: AsOf;
  readonly #keys = new Set<ObjectKey>();
  readonly #edges = new Map<string, StoredEdge>();
  readonly #attributes: StoredAttribute[] = [];

  constructor(store: ExpandingStore, view: View, asOf: AsOf) {
    this.#store = store;
    this.#view = view;
    this.#asOf = asOf;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** Takes in the keys with their edges and attributes; the keys that come next. */
  async expand(keys: readonly ObjectKey[], direction: Question['direction']): Promise<readonly ObjectKey[]> {
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

  /** Source systems, for what they lost and what they cannot show. */
  async addSources(): Promise<void> {
    const sources = await this.#store.find(this.#view, this.#asOf, { kinds: ['source'] }, 1000);
    await this.#take(sources);
  }

  page(through: number): ChangePage {
    const edges = [...this.#edges.values()];
    const named = this.#attributes.map(({ node }) => node);
    const keys = new Set([...this.#keys, ...edges.flatMap(({ from, to }) => [from, to]), ...named]);
    const nodes = [...keys].flatMap((key): readonly { key: ObjectKey; ref: ObjectRef }[] => {
      const ref = refOfKey(key);
      return ref ? [{ key, ref }] : [];
    });
    const attributes = this.#attributes.map((one) => asThen(one, through));
    return { through, nodes, edges: edges.map((edge) => asThen(edge, through)), attributes, closed: [] };
  }

  async #take(keys: readonly ObjectKey[]): Promise<void> {
    for (const { attributes } of await this.#store.hydrate(this.#view, this.#asOf, keys))
      this.#attributes.push(...attributes);
  }
}

// Retracted only later: then it still counted.
function asThen<T extends { readonly retractedAt?: number }>(one: T, through: number): T {
  if (one.retractedAt === undefined || one.retractedAt <= through) return one;
  const { retractedAt: _, ...then } = one;
  return then as T;
}
