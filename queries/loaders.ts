import DataLoader from 'dataloader';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { View } from '../graph/model/view.ts';
import type { AsOf, GraphStore, NodeDetail } from '../graph/store/store.ts';

/** Single objects that one request asks for here and there. Pages use none: one store call hydrates a page. */
export interface Loaders {
  /** Attributes and joins, or undefined where no visible statement names the key. */
  details(asOf: AsOf, keys: readonly ObjectKey[]): Promise<readonly (NodeDetail | undefined)[]>;
}

const batchSize = 500;

/** Made anew for each request and each view, so that nothing is ever shared between readers. */
export function createLoaders(view: View, store: GraphStore): Loaders {
  const loaders = new Map<number, DataLoader<ObjectKey, NodeDetail | undefined>>();
  const loaderAt = ({ position }: AsOf) => {
    const known = loaders.get(position);
    if (known) return known;
    const made = new DataLoader((keys: readonly ObjectKey[]) => hydrated(view, store, { position }, keys), {
      maxBatchSize: batchSize,
    });
    loaders.set(position, made);
    return made;
  };
  return {
    details: (asOf, keys) => Promise.all(keys.map((key) => loaderAt(asOf).load(key))),
  };
}

async function hydrated(
  view: View,
  store: GraphStore,
  asOf: AsOf,
  keys: readonly ObjectKey[],
): Promise<readonly (NodeDetail | undefined)[]> {
  const details = new Map((await store.hydrate(view, asOf, keys)).map((detail) => [detail.key, detail]));
  return keys.map((key) => details.get(key));
}
