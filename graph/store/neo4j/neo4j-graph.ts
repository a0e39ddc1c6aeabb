import { WhenceError } from '../../errors.ts';
import type { GraphStore } from '../store.ts';
import { changes } from './changes.ts';
import { Connection } from './connection.ts';
import type { ConnectionOptions } from './connection.ts';
import { digestOf } from './digest.ts';
import { find } from './find.ts';
import { prepare, stateOf } from './graph-state.ts';
import type { GraphState } from './graph-state.ts';
import { GraphWriter } from './graph-writer.ts';
import type { Neo4jPlace } from './neo4j-place.ts';
import { edges, expand, history, hydrate, reach, resolve, statements, writerState } from './reading.ts';
import { apply } from './writing.ts';

export interface Neo4jGraphOptions extends ConnectionOptions {
  readonly readOnly?: boolean;
  /** What tells the ledger of this writer from every other one, once it holds anything. */
  readonly ledger?: () => string | undefined;
}

/**
 * The graph in a Neo4j database. Opening never fails and connects to nothing: each call does, and rejects with
 * `STORE_UNAVAILABLE` or `STORE_REFUSED` while the server is away or does not let us in. The writer makes constraints,
 * indexes and an empty graph before its first call; a reader that comes earlier finds an empty graph.
 */
export function openNeo4jGraph(place: Neo4jPlace, options: Neo4jGraphOptions = {}): GraphStore {
  const { readOnly = false, ledger } = options;
  const connection = new Connection(place, options);
  const writer = new GraphWriter(ledger);
  // A writer that took a member that lags for the graph would forget the outcomes, and read the whole ledger again.
  const mode = readOnly ? 'READ' : 'WRITE';
  let prepared: Promise<void> | undefined;

  /** Once; a failure is tried again by the next call. */
  function ready(): Promise<void> {
    prepared ??= readOnly ? Promise.resolve() : prepare(connection);
    return prepared.catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
  }

  async function state(): Promise<GraphState | undefined> {
    await ready();
    const known = await stateOf(connection, mode);
    if (known) writer.mustBeOfItsLedger(connection, known);
    if (known || readOnly) return known;
    // It was there, and somebody has emptied the database since.
    prepared = undefined;
    await ready();
    return stateOf(connection, mode);
  }

  return {
    async apply(list, watermark, epoch) {
      if (readOnly) throw new WhenceError('GRAPH_READ_ONLY', { watermark });
      await ready();
      await apply(connection, writer, list, watermark, epoch);
    },
    async writerState(...args) {
      await ready();
      return writerState(connection, ...args);
    },
    position: async () => (await state())?.position ?? 0,
    resolve: (...args) => resolve(connection, ...args),
    find: (...args) => find(connection, ...args),
    expand: (...args) => expand(connection, ...args),
    reach: (...args) => reach(connection, ...args),
    hydrate: (...args) => hydrate(connection, ...args),
    edges: (...args) => edges(connection, ...args),
    statements: (...args) => statements(connection, ...args),
    history: (...args) => history(connection, ...args),
    async *changes(after, upTo) {
      const { position = 0 } = (await state()) ?? {};
      yield* changes(connection, after, Math.min(upTo, position));
    },
    async digest(kind) {
      return digestOf(connection, kind, (await state()) ?? empty);
    },
    async size() {
      const { nodes, edges: known, statements: stated } = (await state()) ?? empty;
      return { nodes, edges: known, statements: stated };
    },
    async identity() {
      const known = await state();
      if (known) return { id: known.id, epoch: known.epoch };
      throw new WhenceError('STORE_UNAVAILABLE', { uri: place.uri, says: 'Nothing was written to it yet.' });
    },
    close: () => connection.close(),
  };
}

const empty: GraphState = {
  ...{ id: '', version: 0, epoch: 0, position: 0, nodes: 0, edges: 0, statements: 0, ledger: null },
};
