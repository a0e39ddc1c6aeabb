import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import { graphStoreConformance } from './graph-store.ts';

graphStoreConformance('The memory graph', () =>
  Promise.resolve({ open: () => Promise.resolve(createMemoryGraph()), remove: () => Promise.resolve() }),
);
