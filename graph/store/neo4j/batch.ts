import { createHash } from 'node:crypto';
import { WhenceError } from '../../errors.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { compareUtf8 } from '../../model/utf8-order.ts';
import type { CloseStatement, EdgeChange, EventKey, GraphChange, NodeChange, OpenStatement } from '../changes.ts';
import { edgeId } from '../edge-id.ts';
import { searchText } from '../identifier-match.ts';
import { integer } from './integer.ts';
import { labelsOf } from './labels.ts';
import type { Properties } from './rows.ts';
import { places } from './schema.ts';
import { statedText } from './stated.ts';

/** Changes as the rows that statements take: those that end what the graph holds, and what is new. */
export interface Batch {
  readonly closes: readonly Properties[];
  readonly nodes: readonly Properties[];
  readonly statements: readonly Properties[];
  /** The edges of each statement that has any, as lists in the order of `add-edges.ts`: names take longer to send than values. */
  readonly edges: readonly (readonly unknown[])[];
  readonly edgeCount: number;
  readonly attributes: readonly Properties[];
}

interface Ends {
  retractedAt?: number;
  replacedAt?: number;
}

interface Opened {
  readonly open: OpenStatement;
  readonly ends: Ends;
}

/** `known` statements are in the graph already; those of the batch are numbered on from there. */
export function batchOf(changes: readonly GraphChange[], known: number): Batch {
  const { opened, closed } = settled(changes);
  const nodes = new Map<string, NodeChange>();
  for (const { open } of opened) for (const node of open.nodes) nodes.set(node.key, node);
  return {
    closes: [...closed].map(([event, ends]) => ({ event, ...endProperties(ends) })),
    nodes: [...nodes.values()].sort((a, b) => compareUtf8(a.key, b.key)).map(nodeRow),
    statements: opened.map((one, i) => statementRow(one, known + i + 1)),
    edges: opened.flatMap((one, i) => (one.open.edges.length === 0 ? [] : [statedEdges(one, known + i + 1)])),
    edgeCount: opened.reduce((sum, { open }) => sum + open.edges.length, 0),
    attributes: opened.flatMap(({ open }, i) => attributeRows(open, known + i + 1)),
  };
}

/** An end that comes after the beginning in the same batch is written with it; all others are of what is in the graph. */
function settled(changes: readonly GraphChange[]) {
  const opened: Opened[] = [];
  const latest = new Map<EventKey, Ends>();
  const closed = new Map<EventKey, Ends>();
  for (const change of changes) {
    if (change.change === 'open') {
      const ends = change.retractedAt === undefined ? {} : { retractedAt: change.retractedAt };
      opened.push({ open: change, ends });
      latest.set(change.statement.event, ends);
    } else close(latest.get(change.event) ?? endsOf(closed, change.event), change);
  }
  return { opened, closed };
}

function endsOf(closed: Map<EventKey, Ends>, event: EventKey): Ends {
  const known = closed.get(event) ?? {};
  closed.set(event, known);
  return known;
}

function close(ends: Ends, { at, because }: CloseStatement): void {
  ends.retractedAt ??= at;
  if (because === 'replaced') ends.replacedAt = at;
}

function endProperties({ retractedAt, replacedAt }: Ends): Properties {
  return {
    ...(retractedAt === undefined ? {} : { retractedAt: integer(retractedAt) }),
    ...(replacedAt === undefined ? {} : { replacedAt: integer(replacedAt) }),
  };
}

// The server refuses to index a text of more than about 8,000 bytes, and an index over two texts takes both.
const longestKey = 2500;
const longestRecordKey = 1000;

function nodeRow({ key, ref }: NodeChange): Properties {
  if (Buffer.byteLength(key) > longestKey) throw new WhenceError('STORE_KEY_LENGTH', { key, longest: longestKey });
  const search = searchText(ref);
  return { key, labels: labelsOf(ref.kind), ref: { ...ref, ...(search === undefined ? {} : { search }) } };
}

function statementRow({ open, ends }: Opened, number: number): Properties {
  const { retracts, recordedAt, record, recordKey, ...texts } = open.statement;
  return {
    ...texts,
    number: integer(number),
    recordedAt: integer(recordedAt),
    record: integer(record),
    recordKey,
    recordKeyText: recordKeyText(recordKey),
    stated: statedText(open),
    ...endProperties(ends),
    ...(retracts === undefined
      ? {}
      : { retractsRecordKey: retracts.recordKey, retractsText: recordKeyText(retracts.recordKey) }),
    ...(retracts?.event === undefined ? {} : { retractsEvent: retracts.event }),
  };
}

/** What a record key is found by: the key, or its digest where it is too long for an index. */
export function recordKeyText(recordKey: string): string {
  if (recordKey.length <= longestRecordKey) return recordKey;
  return createHash('sha256').update(recordKey).digest('base64url');
}

function statedEdges({ open, ends }: Opened, number: number): readonly unknown[] {
  const { event, recordedAt, context, view, source, site, record, mapping } = open.statement;
  const { retractedAt } = ends;
  return [
    ...[event, integer(recordedAt), retractedAt === undefined ? null : integer(retractedAt)],
    ...[context, view, source, site, integer(record), mapping],
    open.edges.map((edge, place) => edgeRow(edge, edgeId(event, recordedAt, edge.role, edge.ordinal), number, place)),
  ];
}

function edgeRow(edge: EdgeChange, eid: string, number: number, place: number): readonly unknown[] {
  const { kind, from, to, role, ordinal, phase, validFrom, validTo, precision, basis, qty, unit, certainty } = edge;
  const { choice, choiceKind, choiceSize, method, use, position, ext } = edge;
  return [
    ...[kind, from, to, eid, integer(number * places + place)],
    ...[role, integer(ordinal), phase, validFrom, validTo, precision, basis],
    // As a number it is for ranking only; the exact amount is the text.
    ...[qty, qty === undefined ? null : Number(qty), unit, certainty],
    ...[choice, choiceKind, choiceSize === undefined ? null : integer(choiceSize)],
    ...[method, use, position, ext === undefined ? null : canonicalJson(ext)],
  ];
}

function attributeRows({ attributes }: OpenStatement, number: number): readonly Properties[] {
  return attributes.map(({ node, ordinal, ...rest }, place) => ({
    statement: integer(number),
    node,
    attribute: { ...rest, ordinal: integer(ordinal), seq: integer(number * places + place) },
  }));
}
