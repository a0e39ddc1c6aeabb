import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { ObjectKey } from '../../model/object-ref.ts';
import { mayShow } from '../../model/view.ts';
import type { View } from '../../model/view.ts';
import type { StoredStatement } from '../store.ts';
import { neverCounts } from '../visible.ts';
import type { Connection } from './connection.ts';
import type { Nodes } from './nodes.ts';
import { firstAfter } from './positions.ts';
import type { Rows } from './rows.ts';
import { places } from './schema.ts';

// One arm an index; of each at most so many edges, so that a machine with millions costs no more than its last ones.
const naming = `
SELECT DISTINCT id >> 20 AS statement FROM (
  SELECT * FROM (SELECT id FROM edge WHERE from_node = ?1 AND joined = 0 AND id < ?2 ORDER BY id DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT id FROM edge WHERE from_node = ?1 AND joined = 1 AND id < ?2 ORDER BY id DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT id FROM edge WHERE to_node = ?1 AND joined = 0 AND id < ?2 ORDER BY id DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT id FROM edge WHERE to_node = ?1 AND joined = 1 AND id < ?2 ORDER BY id DESC LIMIT ?3)
  UNION ALL
  SELECT * FROM (SELECT id FROM attribute WHERE node = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3)
  ORDER BY id DESC LIMIT ?3
)`;

const wholeStatement = 'SELECT * FROM whole_statement WHERE id = ?';

const read = 500;

/** Statements that name a key, newest first: the indexes of edges and attributes read backwards, a stretch at a time. */
export function history(
  { connection, nodes, rows }: { readonly connection: Connection; readonly nodes: Nodes; readonly rows: Rows },
  view: View,
  key: ObjectKey,
  first: number,
  before: LedgerPosition | undefined,
): readonly StoredStatement[] {
  const node = nodes.id(key);
  const found: StoredStatement[] = [];
  if (node === undefined || first <= 0) return found;
  let below = before === undefined ? Number.MAX_SAFE_INTEGER : firstAfter(connection, before - 1) * places;
  for (;;) {
    const stretch = connection.rows(naming, node, below, read);
    for (const [id] of stretch) {
      const statement = rows.statement(connection.row(wholeStatement, id as number)!);
      if (found.length >= first && statement.recordedAt !== found.at(-1)?.recordedAt) return found;
      if (mayShow(view, statement.view) && !neverCounts(statement)) found.push(statement);
      below = (id as number) * places;
    }
    if (stretch.length === 0) return found;
  }
}
