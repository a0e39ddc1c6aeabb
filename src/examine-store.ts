import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errors, WhenceError } from '../graph/errors.ts';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomesReader } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { KeptBookmarks } from '../graph/store/kept-bookmarks.ts';
import { openGraph } from '../graph/store/open-graph.ts';
import type { GraphStore } from '../graph/store/store.ts';
import { storePlace } from './config/store-place.ts';
import type { Config } from './config/config.ts';
import type { Examined } from './examined.ts';

/** A database outside the data folder: whether it lets us in, whose graph it holds, and how far that has come. */
export async function examineStore(config: Config): Promise<readonly Examined[]> {
  const place = storePlace(config);
  if (place.kind === 'sqlite') return [];
  const ledger = existsSync(join(config.data, 'ledger.db')) ? openSqliteLedgerReader(config.data) : undefined;
  const outcomes = existsSync(join(config.data, 'outcomes.db')) ? openSqliteOutcomesReader(config.data) : undefined;
  const store = await openGraph(place, {
    readOnly: true,
    ledger: () => ledger?.read(0, 1)[0]?.leaf,
    ...(outcomes === undefined ? {} : { bookmarks: new KeptBookmarks(outcomes) }),
  });
  try {
    const says = `${place.uri}, database ${place.database}: ${await contents(store, ledger?.head().seq ?? 0)}`;
    return [{ what: 'Graph store', state: 'ok', says }];
  } catch (error) {
    return [failure(error)];
  } finally {
    await store.close();
    outcomes?.close();
    ledger?.close();
  }
}

function failure(error: unknown): Examined {
  const what = { what: 'Graph store', state: 'failed' } as const;
  if (!(error instanceof WhenceError)) return { ...what, says: String(error), fix: 'See the message.' };
  return { ...what, says: `${error.code}: ${error.details.says ?? error.message}`, fix: errors[error.code].remedy };
}

async function contents(store: GraphStore, head: number): Promise<string> {
  const { nodes, edges, statements } = await store.size();
  if (statements === 0) return 'lets us in; nothing is written yet';
  const counts = [nodes, edges, statements].map((count) => count.toLocaleString('en'));
  return `${counts[0]!} nodes, ${counts[1]!} edges, ${counts[2]!} statements, up to record ${await store.position()} of ${head}`;
}
