import type { Stated } from './origin-table.ts';
import { OriginTable } from './origin-table.ts';
import { AttributeTable } from './attribute-table.ts';
import { ChoiceTable } from './choice-table.ts';
import type { Column } from './columns.ts';
import { EnvelopeTable } from './envelope-table.ts';
import { FlowIndex } from './flow-index.ts';
import { NodeTable } from './node-table.ts';
import { TextTable } from './text-table.ts';
import type { AdjacencyLists } from './adjacency-lists.ts';

/** An index taken apart: its columns by name, and the little that is no column. */
export interface FlowColumns {
  readonly position: number;
  readonly edges: number;
  readonly origins: readonly Stated[];
  readonly columns: ReadonlyMap<string, Column>;
}

/** What a snapshot keeps. The index is merged first, so that everything lies in order. */
export function takeApart(index: FlowIndex): FlowColumns {
  index.merge();
  const { nodes, envelopes, attributes, choices, edgeCount: edges } = index;
  const columns = new Map<string, Column>();
  const take = (name: string, column: Column, count: number) => columns.set(name, column.subarray(0, count));
  for (const [name, table] of Object.entries(textTables(index))) {
    const { bytes, starts, slots } = table.columns;
    columns.set(`${name}.bytes`, bytes).set(`${name}.starts`, starts).set(`${name}.slots`, slots);
  }
  for (const name of ['kind', 'flags', 'material', 'site'] as const) take(`node.${name}`, nodes[name], nodes.count);
  for (const name of edgeColumns) take(`edge.${name}`, index[name], edges);
  for (const name of envelopeColumns) take(`envelope.${name}`, envelopes[name], envelopes.count);
  for (const name of attributeColumns) take(`attribute.${name}`, attributes[name], attributes.count);
  for (const name of ['edge', 'choice'] as const) take(`choice.${name}`, choices[name], choices.count);
  take('choice.size', choices.size, choices.labels.count);
  for (const side of ['out', 'in'] as const) takeSide(columns, side, index[side]);
  columns.set('positioned.edge', Uint32Array.from(index.positionOf.keys()));
  columns.set('positioned.set', Uint32Array.from(index.positionOf.values()));
  return { position: index.position, edges, origins: envelopes.origins.rows, columns };
}

const edgeColumns = ['from', 'to', 'word', 'envelope', 'ordinal'] as const;
const envelopeColumns = [
  'event',
  'recordedAt',
  'retractedAt',
  'origin',
  'from',
  'to',
  'manner',
  'firstEdge',
  'former',
] as const;
const attributeColumns = ['node', 'name', 'value', 'envelope', 'former'] as const;
const sideColumns = ['start', 'edge', 'node', 'word'] as const;

function textTables(
  index: FlowIndex,
): Record<
  'keys' | 'materials' | 'sites' | 'events' | 'names' | 'values' | 'labels' | 'roles' | 'positions',
  TextTable
> {
  const { nodes, envelopes, attributes, choices, roles, positions } = index;
  const { keys, materials, sites } = nodes;
  const { names, values } = attributes;
  return { keys, materials, sites, events: envelopes.events, names, values, labels: choices.labels, roles, positions };
}

function takeSide(columns: Map<string, Column>, side: string, lists: AdjacencyLists): void {
  for (const name of sideColumns) columns.set(`${side}.${name}`, lists[name]);
}

/** The inverse of `takeApart`. The columns become the index's own. */
export function putTogether({ position, edges, origins, columns }: FlowColumns): FlowIndex {
  const column = (name: string): Column => columns.get(name)!;
  const text = (name: string): TextTable =>
    TextTable.of({
      bytes: column(`${name}.bytes`) as Uint8Array,
      starts: column(`${name}.starts`) as Uint32Array,
      slots: column(`${name}.slots`) as Int32Array,
    });
  const tables = {
    nodes: new NodeTable(text('keys'), text('materials'), text('sites')),
    envelopes: new EnvelopeTable(text('events'), new OriginTable(origins)),
    attributes: new AttributeTable(text('names'), text('values')),
    choices: new ChoiceTable(text('labels')),
    roles: text('roles'),
    positions: text('positions'),
  };
  const put = (target: object, prefix: string, names: readonly string[]) => {
    for (const name of names) Object.assign(target, { [name]: column(`${prefix}.${name}`) });
  };
  const index = new FlowIndex(tables);
  put(index.nodes, 'node', ['kind', 'flags', 'material', 'site']);
  put(index, 'edge', edgeColumns);
  put(index.envelopes, 'envelope', envelopeColumns);
  put(index.attributes, 'attribute', attributeColumns);
  put(index.choices, 'choice', ['edge', 'choice', 'size']);
  index.edgeCount = edges;
  index.position = position;
  index.envelopes.count = column('envelope.event').length;
  index.attributes.count = column('attribute.node').length;
  index.choices.count = column('choice.edge').length;
  for (const side of ['out', 'in'] as const) {
    put(index[side], side, sideColumns);
    index[side].settle(edges);
  }
  const sets = column('positioned.set');
  column('positioned.edge').forEach((edge, i) => index.positionOf.set(edge, sets[i]!));
  index.relink();
  return index;
}
