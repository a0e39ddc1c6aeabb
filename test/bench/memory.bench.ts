import { measure } from './figure.ts';
import type { Bench } from './setting.ts';

/** Bytes of the index as it stands after it was filled, room for growth included: by edge, by node, and the texts apart. */
export const bench: Bench = {
  figures: ['memory.edge', 'memory.node', 'memory.text'],
  // Only what the generator resolves to is measured; nothing here waits.
  // eslint-disable-next-line @typescript-eslint/require-await
  async *run({ genealogies, size, store }) {
    const { index } = genealogies.of(size, 'operations');
    const { nodes, edges, texts } = index.size;
    const kept = index.nodes.count + index.envelopes.events.count + index.attributes.values.count;
    const figure = (what: string, bytes: number, of: number, goal: number) =>
      measure({ bench: `memory.${what}`, size, store }, bytes / of, `bytes a ${what}`, { goal, sense: 'at-most' });
    yield figure('edge', edges, index.edgeCount, 64);
    yield figure('node', nodes, index.nodes.count, 48);
    yield figure('text', texts, kept, 64);
  },
};
