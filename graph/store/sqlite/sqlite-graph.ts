import type { GraphStore } from '../store.ts';
import { asGraphStore } from '../synchronous.ts';
import { changes } from './changes.ts';
import { Connection } from './connection.ts';
import { digestOf } from './digest.ts';
import { find } from './find.ts';
import { history } from './history.ts';
import { Nodes } from './nodes.ts';
import { Reading } from './read.ts';
import { Rows } from './rows.ts';
import { writerState } from './state.ts';
import { Words } from './words.ts';
import { Writing } from './write.ts';

const readMeta = 'SELECT value FROM meta WHERE name = ?';

/**
 * The embedded graph: one file in the folder, made when it is first opened for writing. One connection writes; any number
 * of read-only ones, in any thread, see what is committed.
 */
export function openSqliteGraph(
  folder: string,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): GraphStore {
  const connection = new Connection(folder, readOnly);
  const nodes = new Nodes(connection);
  const words = new Words(connection);
  const rows = new Rows(nodes, words);
  const parts = { connection, nodes, rows };
  const reading = new Reading(connection, nodes, words, rows);
  const writing = new Writing(connection, nodes, words);
  const meta = (name: string): number => connection.value(readMeta, name) as number;
  return asGraphStore({
    apply: (...args) => writing.apply(...args),
    writerState: (...args) => writerState(connection, rows, ...args),
    position: () => meta('position'),
    resolve: (...args) => reading.resolve(...args),
    find: (view, asOf, query, first, after) => find(connection, reading, view, asOf, query, first, after),
    expand: (...args) => reading.expand(...args),
    hydrate: (...args) => reading.hydrate(...args),
    edges: (...args) => reading.edges(...args),
    statements: (...args) => reading.statements(...args),
    history: (view, key, first, before) => history(parts, view, key, first, before),
    changes: (after, upTo) => changes(parts, after, Math.min(upTo, meta('position'))),
    digest: (kind) => connection.snapshot(() => digestOf(parts, kind)),
    size: () => ({ nodes: meta('nodes'), edges: meta('edges'), statements: meta('statements') }),
    identity: () => ({ id: connection.value(readMeta, 'id') as string, epoch: meta('epoch') }),
    close: () => connection.close(),
  });
}
