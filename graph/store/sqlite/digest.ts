import type { AttributeChange, EdgeChange } from '../changes.ts';
import { GraphDigest } from '../digest.ts';
import type { DigestKind } from '../store.ts';
import type { Connection, Row } from './connection.ts';
import type { Nodes } from './nodes.ts';
import type { Rows } from './rows.ts';
import { statementOf } from './rows.ts';

const statements = 'SELECT * FROM whole_statement ORDER BY id';
const edges = `
SELECT
  id, role, ordinal, kind, from_node, to_node, certainty, valid_from, precision, basis, qty, unit, phase, valid_to,
  choice, choice_kind, choice_size, method, used_as, position, ext
FROM edge ORDER BY id`;
const attributes = 'SELECT id, role, ordinal, node, name, value FROM attribute ORDER BY id';

interface Parts {
  readonly connection: Connection;
  readonly nodes: Nodes;
  readonly rows: Rows;
}

/** One pass over the three tables side by side, in the order of their statements. */
export function digestOf({ connection, nodes, rows }: Parts, kind: DigestKind): string {
  const digest = new GraphDigest(kind);
  const named = new Set<number>();
  const nextEdges = stepper(connection.iterate(edges));
  const nextAttributes = stepper(connection.iterate(attributes));
  for (const row of connection.iterate(statements)) {
    const statement = rows.statement(row);
    const [ownEdges, ownAttributes] = [nextEdges(row[0] as number), nextAttributes(row[0] as number)];
    if (!digest.covers(statement)) continue;
    for (const edge of ownEdges) named.add(edge[4] as number).add(edge[5] as number);
    for (const attribute of ownAttributes) named.add(attribute[3] as number);
    digest.statement({
      statement,
      edges: ownEdges.map((edge): EdgeChange => rows.edge(edge)),
      attributes: ownAttributes.map((attribute): AttributeChange => rows.attribute(attribute)),
    });
  }
  for (const id of named) digest.node(nodes.node(id).key);
  return digest.finish();
}

/** Gives the rows of one statement after the other; asked with rising numbers. */
function stepper(ordered: Iterable<Row>): (statement: number) => readonly Row[] {
  const iterator = ordered[Symbol.iterator]();
  let next = iterator.next();
  return (statement) => {
    const own: Row[] = [];
    while (next.done !== true && statementOf(next.value) <= statement) {
      own.push(next.value);
      next = iterator.next();
    }
    return own;
  };
}
