import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { Rows } from './rows.ts';

// What rows are grouped and filtered by. Of a row with several keys the first one that says it.

export function kindOf({ lens, identity }: Rows, row: number): string {
  return lens.index.nodes.kindOf(identity.first(row));
}

/** Key of the material node that the row belongs to; empty where none is known. */
export function materialOf(rows: Rows, row: number): ObjectKey {
  const { nodes } = rows.lens.index;
  return firstOf(rows, row, (node) => (nodes.material[node]! < 0 ? '' : nodes.materials.text(nodes.material[node]!)));
}

/** Site by the row's number, else by what was first said of it. */
export function siteOf(rows: Rows, row: number): string {
  const { nodes } = rows.lens.index;
  const own = firstOf(rows, row, (node) => (nodes.site[node]! < 0 ? '' : nodes.sites.text(nodes.site[node]!)));
  return own === '' ? firstOf(rows, row, (node) => siteStated(rows, node)) : own;
}

function siteStated({ lens }: Rows, node: number): string {
  const { index } = lens;
  const sites = new Set<string>();
  for (const side of ['in', 'out'] as const)
    for (const e of index.edgesOf(node, side)) {
      const { site } = lens.originOf(e);
      if (site !== undefined && lens.isStated(e, index.word[e]!)) sites.add(site);
    }
  return [...sites].sort()[0] ?? '';
}

function firstOf({ lens, identity }: Rows, row: number, read: (node: number) => string): string {
  const members = identity.members(row);
  if (members.length === 1) return read(row);
  const { keys } = lens.index.nodes;
  const ascending = [...members].sort((a, b) => keys.compare(a, b));
  for (const node of ascending) {
    const found = read(node);
    if (found !== '') return found;
  }
  return '';
}
