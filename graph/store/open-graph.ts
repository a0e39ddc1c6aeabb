import type { KeptBookmarks } from './kept-bookmarks.ts';
import type { Neo4jPlace } from './neo4j/neo4j-place.ts';
import { openSqliteGraph } from './sqlite/sqlite-graph.ts';
import type { GraphStore } from './store.ts';

/** Where the graph is kept: plain data, so that a thread can be told. */
export type StorePlace =
  { readonly kind: 'sqlite'; readonly folder: string } | (Neo4jPlace & { readonly kind: 'neo4j' });

export interface OpenGraphOptions {
  readonly readOnly?: boolean;
  /**
   * What tells this ledger from every other one; undefined before its first record. A database that holds the graph of
   * another ledger is not written to. A file lies beside its ledger and is not asked.
   */
  readonly ledger?: () => string | undefined;
  /** Those of the data folder: a reader waits for what its writer has kept. A file needs none. */
  readonly bookmarks?: KeptBookmarks;
}

/** The one way to a graph store for whoever runs the service. The database's driver is loaded only where it is used. */
export async function openGraph(place: StorePlace, options: OpenGraphOptions = {}): Promise<GraphStore> {
  if (place.kind === 'sqlite') return openSqliteGraph(place.folder, options);
  const { openNeo4jGraph } = await import('./neo4j/neo4j-graph.ts');
  return openNeo4jGraph(place, options);
}

/** Makes room for the same graph to be written anew. */
export async function dropGraph(place: Extract<StorePlace, { readonly kind: 'neo4j' }>): Promise<void> {
  const { dropNeo4jGraph } = await import('./neo4j/drop-graph.ts');
  await dropNeo4jGraph(place);
}
