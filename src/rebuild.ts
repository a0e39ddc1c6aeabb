import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerPosition, LedgerReader } from '../graph/ledger/ledger.ts';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomes } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { openSqliteGraph } from '../graph/store/sqlite/sqlite-graph.ts';
import { createWriter } from '../graph/writer/apply.ts';
import { createPipeline } from '../ingest/pipeline.ts';
import { projectionFiles } from './data-folder.ts';

export interface RebuildReport {
  readonly records: number;
  readonly position: LedgerPosition;
  /** History digest of the graph made anew, and of the one that was there; absent where it could not be read. */
  readonly digest: string;
  readonly before?: string;
  readonly same?: boolean;
  readonly replaced: boolean;
  readonly seconds: number;
}

export interface RebuildOptions {
  /** Put the new projections in place of the old ones. */
  readonly replace: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Makes all that can be made of the ledger anew, beside what is there, and compares. The folder must be locked. */
export async function rebuildProjections(
  data: string,
  { replace, onProgress }: RebuildOptions,
): Promise<RebuildReport> {
  const began = performance.now();
  const draft = join(data, 'rebuild.new');
  rmSync(draft, { recursive: true, force: true });
  const ledger = openSqliteLedgerReader(data);
  const { seq } = ledger.head();
  try {
    const fresh = await projected(draft, ledger, (done) => onProgress?.(done, seq));
    const before = await digestBefore(data, ledger);
    if (replace) swap(data, draft);
    return {
      records: ledger.counts().reduce((sum, { stored }) => sum + stored, 0),
      ...fresh,
      ...(before === undefined ? {} : { before, same: before === fresh.digest }),
      replaced: replace,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    ledger.close();
    rmSync(draft, { recursive: true, force: true });
  }
}

interface Projected {
  readonly position: LedgerPosition;
  readonly digest: string;
}

/** Reads the ledger to its head into the projections of a folder, from where they stand. */
async function projected(
  folder: string,
  ledger: LedgerReader,
  onBatch?: (position: LedgerPosition) => void,
): Promise<Projected> {
  const store = openSqliteGraph(folder);
  const outcomes = openSqliteOutcomes(folder);
  try {
    const { epoch } = ledger.head();
    const position = await createPipeline({ ledger, writer: createWriter(store, epoch), outcomes }).catchUp(onBatch);
    return { position, digest: await store.digest('history') };
  } finally {
    outcomes.close();
    await store.close();
  }
}

/** Brought to the ledger's head first, as the service would: two graphs are compared at one position. */
async function digestBefore(data: string, ledger: LedgerReader): Promise<string | undefined> {
  if (!existsSync(join(data, 'graph.db'))) return undefined;
  try {
    return (await projected(data, ledger)).digest;
  } catch {
    // Whatever is wrong with it is a reason to replace it.
    return undefined;
  }
}

/** Outcomes go first and come last: a graph behind its outcomes would never be read again. */
function swap(data: string, draft: string): void {
  for (const name of projectionFiles.toReversed()) rmSync(join(data, name), { force: true });
  for (const name of projectionFiles) {
    if (existsSync(join(draft, name))) renameSync(join(draft, name), join(data, name));
  }
}
