import type { GraphStore } from './store.ts';

type Kept<T> = T extends Promise<infer Value> ? Value : T extends AsyncIterable<infer Item> ? Iterable<Item> : T;

type Verbs = Omit<GraphStore, 'reach'>;

/** A store within the process: every verb of `GraphStore` but the walk, which the index does better, answered at once. */
export type SynchronousGraph = {
  readonly [Verb in keyof Verbs]: (...args: Parameters<Verbs[Verb]>) => Kept<ReturnType<Verbs[Verb]>>;
};

/** The contract over such a store. What it throws becomes a rejection. */
export function asGraphStore(graph: SynchronousGraph): GraphStore {
  const later = <T>(answer: () => T): Promise<T> => new Promise((resolve) => resolve(answer()));
  return {
    apply: (...args) => later(() => graph.apply(...args)),
    writerState: (...args) => later(() => graph.writerState(...args)),
    position: () => later(() => graph.position()),
    resolve: (...args) => later(() => graph.resolve(...args)),
    find: (...args) => later(() => graph.find(...args)),
    expand: (...args) => later(() => graph.expand(...args)),
    hydrate: (...args) => later(() => graph.hydrate(...args)),
    edges: (...args) => later(() => graph.edges(...args)),
    history: (...args) => later(() => graph.history(...args)),
    statements: (...args) => later(() => graph.statements(...args)),
    async *changes(...args) {
      for (const page of graph.changes(...args)) yield await Promise.resolve(page);
    },
    digest: (...args) => later(() => graph.digest(...args)),
    size: () => later(() => graph.size()),
    identity: () => later(() => graph.identity()),
    close: () => later(() => graph.close()),
  };
}
