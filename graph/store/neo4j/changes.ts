import type { LedgerPosition } from '../../ledger/ledger.ts';
import { refOfKey } from '../../model/object-ref.ts';
import type { ObjectKey } from '../../model/object-ref.ts';
import type { ChangePage } from '../store.ts';
import type { Connection } from './connection.ts';
import { integer } from './integer.ts';
import { envelopeOf } from './rows.ts';
import type { Properties } from './rows.ts';
import { flowOf } from './stated.ts';
import { closed as closedStatement } from './statements/closed.ts';
import { opened as openedStatement } from './statements/opened.ts';
import { pageEnd } from './statements/page-end.ts';

const statementsInPage = 4000;

/** The next page is on its way while one is read. */
export async function* changes(
  connection: Connection,
  after: LedgerPosition,
  upTo: LedgerPosition,
): AsyncIterable<ChangePage> {
  let next = after < upTo ? page(connection, after, upTo) : undefined;
  while (next !== undefined) {
    const read = await next;
    next = read.through < upTo ? page(connection, read.through, upTo) : undefined;
    // Whoever stops reading must not be ended by a page that nobody waits for.
    next?.catch(() => undefined);
    yield pageOf(read);
  }
}

interface ReadPage {
  readonly through: LedgerPosition;
  readonly opened: readonly Properties[];
  readonly closed: readonly Properties[];
}

async function page(connection: Connection, after: LedgerPosition, upTo: LedgerPosition): Promise<ReadPage> {
  const [end] = await connection.rows(pageEnd, {
    after: integer(after),
    upTo: integer(upTo),
    before: integer(statementsInPage - 1),
  });
  const through = (end?.['position'] as LedgerPosition | undefined) ?? upTo;
  const within = { after: integer(after), through: integer(through) };
  const [opened, closed] = await Promise.all([
    connection.rows(openedStatement, within),
    connection.rows(closedStatement, within),
  ]);
  return { through, opened, closed };
}

function pageOf({ through, opened, closed }: ReadPage): ChangePage {
  const { edges, attributes } = flowOf(opened, (row) => knownBy(through, row));
  const named = new Set<ObjectKey>([
    ...edges.flatMap(({ from, to }) => [from, to]),
    ...attributes.map(({ node }) => node),
  ]);
  return {
    through,
    nodes: [...named].map((key) => ({ key, ref: refOfKey(key)! })),
    edges,
    attributes,
    closed: closed as unknown as ChangePage['closed'],
  };
}

/** None for a statement that never counts. Ends after the page are not known yet. */
function knownBy(through: LedgerPosition, row: Properties) {
  const { retractedAt, ...open } = envelopeOf(row);
  if (retractedAt === undefined || retractedAt > through) return open;
  return retractedAt <= open.recordedAt ? undefined : { ...open, retractedAt };
}
