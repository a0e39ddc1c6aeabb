import type { ObjectKey } from '../../graph/model/object-ref.ts';
import { compareUtf8 } from '../../graph/model/utf8-order.ts';
import type { AsOf, GraphStore, StoredEdge } from '../../graph/store/store.ts';
import type { View } from '../../graph/model/view.ts';

/** Keys that confirmed statements say are one thing, in order. `guesses` are statements that only suppose it. */
export interface SameThing {
  readonly keys: readonly ObjectKey[];
  readonly links: readonly StoredEdge[];
  readonly guesses: readonly StoredEdge[];
}

// A thing has a handful of numbers. Beyond this many something is wrong, and the answer must not wait for it.
const mostKeys = 1000;

/** The identity class of a key, as of then. */
export async function sameThing(view: View, store: GraphStore, asOf: AsOf, key: ObjectKey): Promise<SameThing> {
  const keys = new Set([key]);
  const links = new Map<string, StoredEdge>();
  const guesses = new Map<string, StoredEdge>();
  for (let added: readonly ObjectKey[] = [key]; added.length > 0 && keys.size < mostKeys;) {
    const next = new Set<ObjectKey>();
    for (const edge of await sameAs(view, store, asOf, added)) {
      (edge.certainty === 'confirmed' ? links : guesses).set(edge.eid, edge);
      if (edge.certainty === 'confirmed') for (const end of [edge.from, edge.to]) if (!keys.has(end)) next.add(end);
    }
    for (const end of next) keys.add(end);
    added = [...next];
  }
  return { keys: [...keys].sort(compareUtf8), links: [...links.values()], guesses: [...guesses.values()] };
}

/** The things among the keys, each once, as their classes. */
export async function distinctThings(
  view: View,
  store: GraphStore,
  asOf: AsOf,
  keys: readonly ObjectKey[],
): Promise<readonly SameThing[]> {
  const found: SameThing[] = [];
  for (const key of keys) {
    if (found.some((thing) => thing.keys.includes(key))) continue;
    found.push(await sameThing(view, store, asOf, key));
  }
  return found;
}

async function sameAs(
  view: View,
  store: GraphStore,
  asOf: AsOf,
  keys: readonly ObjectKey[],
): Promise<readonly StoredEdge[]> {
  const [out, into] = await Promise.all([store.expand(view, asOf, keys, 'out'), store.expand(view, asOf, keys, 'in')]);
  return [...out, ...into].filter(({ kind, context }) => kind === 'SAME_AS' && context !== 'planned');
}
