import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { NodeChange } from '../changes.ts';
import type { ChangePage, StoredAttribute, StoredEdge } from '../store.ts';
import type { Connection, Row } from './connection.ts';
import type { Nodes } from './nodes.ts';
import type { Rows } from './rows.ts';
import { statementOf } from './rows.ts';
import { firstAfter, positionOf } from './positions.ts';
import { places } from './schema.ts';

const opened = `
SELECT id, event, recorded_at, retracted_at, context, view, source, site, record, mapping FROM statement
WHERE id >= ? AND id < ? ORDER BY id`;
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

// Room for some ten thousand edges: enough that a page costs nothing of its own, and small enough to be thrown away young.
const statementsInPage = 4000;

export function* changes(parts: Parts, after: LedgerPosition, upTo: LedgerPosition): Iterable<ChangePage> {
  while (after < upTo) {
    const first = firstAfter(parts.connection, after);
    // A page ends with a position: that of its last statement, however many share it.
    const through = Math.min(positionOf(parts.connection, first + statementsInPage - 1), upTo);
    yield page(parts, { after, through }, { first, end: firstAfter(parts.connection, through) });
    after = through;
  }
}

interface Stretch {
  readonly after: LedgerPosition;
  readonly through: LedgerPosition;
}

interface Numbers {
  readonly first: number;
  readonly end: number;
}

// Statement numbers rise with their positions, so a page is one stretch of each table, read side by side.
function page({ connection, nodes, rows }: Parts, { after, through }: Stretch, { first, end }: Numbers): ChangePage {
  const envelopes = envelopesOf(rows, connection.rows(opened, first, end), through);
  const named = new Set<NodeChange>();
  const flow: StoredEdge[] = [];
  const stated: StoredAttribute[] = [];
  for (const row of connection.iterate(edges, first * places, end * places)) {
    const envelope = envelopes[statementOf(row) - first];
    if (envelope === undefined) continue;
    flow.push(rows.edgeOf(row, envelope));
    named.add(nodes.node(row[4] as number)).add(nodes.node(row[5] as number));
  }
  for (const row of connection.iterate(attributes, first * places, end * places)) {
    const envelope = envelopes[statementOf(row) - first];
    if (envelope === undefined) continue;
    stated.push({ ...rows.attribute(row), ...envelope });
    named.add(nodes.node(row[3] as number));
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

/** One a statement, in their order; none for a statement that never counts. Ends after the page are not known yet. */
function envelopesOf(
  rows: Rows,
  statements: readonly Row[],
  through: LedgerPosition,
): readonly (Envelope | undefined)[] {
  return statements.map((row) => {
    const { retractedAt, ...open } = rows.envelopeOf(row, 1);
    if (retractedAt === undefined || retractedAt > through) return open;
    return retractedAt <= open.recordedAt ? undefined : { ...open, retractedAt };
  });
}
