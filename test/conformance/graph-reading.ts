import { viewOf, viewOfEverything } from '../../graph/model/view-authority.ts';
import type { ChangePage, GraphStore } from '../../graph/store/store.ts';

const inOrder = (texts: readonly string[]): readonly string[] => [...texts].sort();
const each = (values: readonly object[]): readonly string[] =>
  inOrder(values.map((value) => JSON.stringify(sorted(value))));

export async function pagesOf(changes: AsyncIterable<ChangePage>): Promise<readonly ChangePage[]> {
  const pages: ChangePage[] = [];
  for await (const page of changes) pages.push(page);
  return pages;
}

/** All that a graph shows, at every position and to several readers, in an order of its own. */
export async function everythingShown(graph: GraphStore, head: number): Promise<object> {
  const pages = await pagesOf(graph.changes(0, head));
  const nodes = pages.flatMap((page) => page.nodes.map(({ key }) => key));
  const joined = new Set(nodes);
  for (const { joins } of await graph.hydrate(viewOfEverything(), { position: head }, nodes)) {
    for (const { from, to } of joins) joined.add(from).add(to);
  }
  const keys = [...joined].sort();
  const shown = await Promise.all(
    [viewOfEverything(), viewOf(['common']), viewOf([])].flatMap((view) =>
      [head, Math.floor(head / 2)].map(async (position) => {
        const asOf = { position };
        const out = await graph.expand(view, asOf, keys, 'out');
        const details = await graph.hydrate(view, asOf, keys);
        const events = [...new Set(out.map(({ event }) => event))].sort();
        return {
          resolved: [...(await graph.resolve(view, asOf, keys)).keys()],
          found: await graph.find(view, asOf, { text: '1' }, 50),
          lots: await graph.find(view, asOf, { kinds: ['lot'] }, 50),
          out: each(out),
          in: each(await graph.expand(view, asOf, keys, 'in')),
          byId: each(
            await graph.edges(
              view,
              asOf,
              out.map(({ eid }) => eid),
            ),
          ),
          statements: each(await graph.statements(view, asOf, events)),
          details: details.map(({ key, attributes, joins }) => ({
            key,
            attributes: each(attributes),
            joins: each(joins),
          })),
          histories: await Promise.all(keys.map(async (key) => each(await graph.history(view, key, 3, position)))),
        };
      }),
    ),
  );
  return {
    head: await graph.digest('head'),
    history: await graph.digest('history'),
    size: await graph.size(),
    changes: pages.map(({ through, edges, attributes, closed, nodes: named }) => ({
      through,
      edges: each(edges),
      attributes: each(attributes),
      closed: each(closed),
      nodes: each(named),
    })),
    shown,
  };
}

/** Names in one order, at every depth: two stores may build the same object in different orders. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, of]) => [name, sorted(of)]),
  );
}
