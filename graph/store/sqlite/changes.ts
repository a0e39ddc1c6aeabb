import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { NodeChange } from '../changes.ts';
import type { ChangePage, StoredAttribute, StoredEdge } from '../store.ts';
import type { Connection, Row } from './connection.ts';
import type { Nodes } from './nodes.ts';
import type { Rows } from './rows.ts';
import { statementOf } from './rows.ts';
import { places } from './schema.ts';

// A page ends with a position; so many statements further on.
const pageEnd =
  'SELECT recorded_at FROM statement WHERE recorded_at > ? AND recorded_at <= ? ORDER BY recorded_at LIMIT 1 OFFSET 4000';
const opened = `
SELECT id, event, recorded_at, retracted_at, context, view, source, site, record, mapping FROM statement
WHERE recorded_at > ? AND recorded_at <= ? ORDER BY id`;
const closed = `
SELECT event, recorded_at, retracted_at FROM statement
WHERE retracted_at > ?1 AND retracted_at <= ?2 AND recorded_at <= ?1 ORDER BY id`;
const edges = `
SELECT
  id, role, ordinal, kind, from_node, to_node, certainty, valid_from, precision, basis, qty, unit, phase, valid_to,
  choice, choice_kind, choice_size, method, used_as, position, ext
FROM edge WHERE id >= ? AND id < ? AND joined = 0 ORDER BY id`;
const attributes = `
SELECT id, role, ordinal, node, name, value FROM attribute WHERE id >= ? AND id < ? ORDER BY id`;

interface Parts {
  readonly connection: Connection;
  readonly nodes: Nodes;
  readonly rows: Rows;
}

export function* changes(parts: Parts, after: LedgerPosition, upTo: LedgerPosition): Iterable<ChangePage> {
  while (after < upTo) {
    const through = (parts.connection.value(pageEnd, after, upTo) as number | undefined) ?? upTo;
    yield page(parts, after, through);
    after = through;
  }
}

// Statement numbers rise with their positions, so a page is one stretch of each table, read side by side.
function page({ connection, nodes, rows }: Parts, after: LedgerPosition, through: LedgerPosition): ChangePage {
  const statements = connection.rows(opened, after, through);
  const named = new Set<NodeChange>();
  const flow: StoredEdge[] = [];
  const stated: StoredAttribute[] = [];
  if (statements.length > 0) {
    const [first, last] = [statements[0]![0] as number, statements.at(-1)![0] as number];
    const envelopes = envelopesOf(rows, statements, first, last, through);
    for (const row of connection.iterate(edges, first * places, (last + 1) * places)) {
      const envelope = envelopes[statementOf(row) - first];
      if (envelope === undefined) continue;
      flow.push(rows.edgeOf(row, envelope));
      named.add(nodes.node(row[4] as number)).add(nodes.node(row[5] as number));
    }
    for (const row of connection.iterate(attributes, first * places, (last + 1) * places)) {
      const envelope = envelopes[statementOf(row) - first];
      if (envelope === undefined) continue;
      stated.push({ ...rows.attribute(row), ...envelope });
      named.add(nodes.node(row[3] as number));
    }
  }
  const ends = connection.rows(closed, after, through);
  return {
    through,
    nodes: [...named],
    edges: flow,
    attributes: stated,
    closed: ends.map(([event, recordedAt, at]) => ({
      event: event as string,
      recordedAt: recordedAt as number,
      at: at as number,
    })),
  };
}

type Envelope = ReturnType<Rows['envelopeOf']>;

/** By statement number, from the first; none for a statement that never counts. Ends after the page are not known yet. */
function envelopesOf(
  rows: Rows,
  statements: readonly Row[],
  first: number,
  last: number,
  through: LedgerPosition,
): readonly (Envelope | undefined)[] {
  const envelopes = new Array<Envelope | undefined>(last - first + 1);
  for (const row of statements) {
    const { retractedAt, ...open } = rows.envelopeOf(row, 1);
    if (retractedAt !== undefined && retractedAt <= open.recordedAt) continue;
    envelopes[(row[0] as number) - first] =
      retractedAt !== undefined && retractedAt <= through ? { ...open, retractedAt } : open;
  }
  return envelopes;
}
