import type { AttributeChange, EdgeChange } from '../changes.ts';
import { edgeId } from '../edge-id.ts';
import type { StoredAttribute, StoredEdge, StoredStatement } from '../store.ts';
import type { Row } from './connection.ts';
import type { Nodes } from './nodes.ts';
import { places } from './schema.ts';
import type { Words } from './words.ts';

// Columns by their places in the views of schema.ts.
const edgeEnvelope = 21;
const attributeEnvelope = 6;

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };
type Envelope = Pick<
  StoredEdge,
  'event' | 'recordedAt' | 'retractedAt' | 'context' | 'view' | 'source' | 'site' | 'record' | 'mapping'
>;

/** Number of the statement that an edge or attribute belongs to; too large for a shift of 32 bits. */
export const statementOf = (row: Row): number => Math.floor((row[0] as number) / places);

/** Turns rows of the file back into what was stated. */
export class Rows {
  readonly #nodes: Nodes;
  readonly #words: Words;

  constructor(nodes: Nodes, words: Words) {
    this.#nodes = nodes;
    this.#words = words;
  }

  storedEdge(row: Row): StoredEdge {
    return this.edgeOf(row, this.envelopeOf(row, edgeEnvelope));
  }

  storedAttribute(row: Row): StoredAttribute {
    return { ...this.attribute(row), ...this.envelopeOf(row, attributeEnvelope) };
  }

  /** The same envelope object may serve all edges of a statement. */
  edgeOf(row: Row, envelope: Envelope): StoredEdge {
    const edge = this.edge(row);
    return { ...edge, eid: edgeId(envelope.event, envelope.recordedAt, edge.role, edge.ordinal), ...envelope };
  }

  edge(row: Row): EdgeChange {
    const words = this.#words;
    const edge = {
      kind: words.text(row[3] as number),
      from: this.#nodes.node(row[4] as number).key,
      to: this.#nodes.node(row[5] as number).key,
      role: words.text(row[1] as number),
      ordinal: row[2],
      certainty: words.text(row[6] as number),
    } as Mutable<EdgeChange>;
    if (row[7] !== null) edge.validFrom = row[7] as string;
    if (row[8] !== null) edge.precision = words.text(row[8] as number) as NonNullable<EdgeChange['precision']>;
    if (row[9] !== null) edge.basis = words.text(row[9] as number) as NonNullable<EdgeChange['basis']>;
    if (row[10] !== null) edge.qty = row[10] as string;
    if (row[11] !== null) edge.unit = words.text(row[11] as number);
    if (row[12] !== null) edge.phase = words.text(row[12] as number) as NonNullable<EdgeChange['phase']>;
    if (row[13] !== null) edge.validTo = row[13] as string;
    if (row[14] !== null) edge.choice = row[14] as string;
    if (row[15] !== null) edge.choiceKind = words.text(row[15] as number) as NonNullable<EdgeChange['choiceKind']>;
    if (row[16] !== null) edge.choiceSize = row[16] as number;
    if (row[17] !== null) edge.method = row[17] as string;
    if (row[18] !== null) edge.use = words.text(row[18] as number);
    if (row[19] !== null) edge.position = JSON.parse(row[19] as string) as readonly string[];
    if (row[20] !== null) edge.ext = JSON.parse(row[20] as string) as Readonly<Record<string, unknown>>;
    return edge;
  }

  attribute(row: Row): AttributeChange {
    return {
      node: this.#nodes.node(row[3] as number).key,
      name: row[4] as string,
      value: row[5] as string,
      role: this.#words.text(row[1] as number),
      ordinal: row[2] as number,
    };
  }

  envelopeOf(row: Row, at: number): Envelope {
    const words = this.#words;
    const [retracted, site] = [row[at + 2], row[at + 6]];
    return {
      event: row[at] as string,
      recordedAt: row[at + 1] as number,
      ...(retracted === null ? {} : { retractedAt: retracted as number }),
      context: words.text(row[at + 3] as number) as StoredEdge['context'],
      view: words.text(row[at + 4] as number),
      source: words.text(row[at + 5] as number),
      ...(site === null ? {} : { site: words.text(site as number) }),
      record: row[at + 7] as number,
      mapping: words.text(row[at + 8] as number),
    };
  }

  /** A row of `whole_statement`. */
  statement(row: Row): StoredStatement {
    const words = this.#words;
    const [, event, recordedAt, retractedAt, replacedAt, verb, context, view, source, record, mapping, site] = row;
    const [recordKey, revision, targetKey, targetEvent, body] = row.slice(12, 17);
    return {
      event: event as string,
      recordedAt: recordedAt as number,
      ...(retractedAt === null ? {} : { retractedAt: retractedAt as number }),
      ...(replacedAt === null ? {} : { replacedAt: replacedAt as number }),
      verb: words.text(verb as number) as StoredStatement['verb'],
      context: words.text(context as number) as StoredStatement['context'],
      view: words.text(view as number),
      source: words.text(source as number),
      record: record as number,
      mapping: words.text(mapping as number),
      ...(site === null ? {} : { site: words.text(site as number) }),
      recordKey: recordKey as string,
      ...(revision === null ? {} : { revision: revision as string }),
      ...(targetKey === null ? {} : { retracts: targetOf(targetKey as string, targetEvent as string | null) }),
      body: body as string,
    };
  }
}

function targetOf(recordKey: string, event: string | null): NonNullable<StoredStatement['retracts']> {
  return event === null ? { recordKey } : { recordKey, event };
}
