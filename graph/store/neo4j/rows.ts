import type { AttributeChange, EdgeChange } from '../changes.ts';
import type { StoredAttribute, StoredEdge, StoredStatement } from '../store.ts';

/** What the graph holds of a relationship or a statement: flat, and nothing where there is nothing. */
export type Properties = Readonly<Record<string, unknown>>;

export type Envelope = Pick<
  StoredEdge,
  'event' | 'recordedAt' | 'retractedAt' | 'context' | 'view' | 'source' | 'site' | 'record' | 'mapping'
>;

const stated = [
  'role',
  'ordinal',
  'phase',
  'validFrom',
  'validTo',
  'precision',
  'basis',
  'qty',
  'unit',
  'certainty',
  'choice',
  'choiceKind',
  'choiceSize',
  'method',
  'use',
  'position',
] as const satisfies readonly (keyof EdgeChange)[];

const enveloped = [
  'event',
  'recordedAt',
  'retractedAt',
  'context',
  'view',
  'source',
  'site',
  'record',
  'mapping',
] as const satisfies readonly (keyof Envelope)[];

const ofStatement = [
  ...enveloped,
  'replacedAt',
  'verb',
  'recordKey',
  'revision',
  'body',
] as const satisfies readonly (keyof StoredStatement)[];

/** A relationship with its ends. */
export interface EdgeRow {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly edge: Properties;
}

export function edgeOf({ kind, from, to, edge }: EdgeRow): EdgeChange {
  const ext = edge['ext'] === undefined ? {} : { ext: JSON.parse(edge['ext'] as string) as EdgeChange['ext'] };
  return { kind, from, to, ...picked(edge, stated), ...ext } as EdgeChange;
}

export function storedEdge(row: EdgeRow): StoredEdge {
  return { ...edgeOf(row), eid: row.edge['eid'] as string, ...envelopeOf(row.edge) };
}

export function attributeOf(node: string, { role, ordinal, name, value }: Properties): AttributeChange {
  return { node, name, value, role, ordinal } as AttributeChange;
}

export function storedAttribute(node: string, attribute: Properties, envelope: Properties): StoredAttribute {
  return { ...attributeOf(node, attribute), ...envelopeOf(envelope) };
}

export function envelopeOf(properties: Properties): Envelope {
  return picked(properties, enveloped) as Envelope;
}

export function statementOf(properties: Properties): StoredStatement {
  const [recordKey, event] = [properties['retractsRecordKey'], properties['retractsEvent']];
  const isRetraction = recordKey !== null && recordKey !== undefined;
  const target = { recordKey, ...(event === null || event === undefined ? {} : { event }) };
  return { ...picked(properties, ofStatement), ...(isRetraction ? { retracts: target } : {}) } as StoredStatement;
}

function picked(properties: Properties, names: readonly string[]): Properties {
  const found: Record<string, unknown> = {};
  for (const name of names) {
    const value = properties[name];
    if (value !== null && value !== undefined) found[name] = value;
  }
  return found;
}
