import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerPosition, LedgerReader } from '../graph/ledger/ledger.ts';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomes } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { KeptBookmarks } from '../graph/store/kept-bookmarks.ts';
import { dropGraph, openGraph } from '../graph/store/open-graph.ts';
import type { StorePlace } from '../graph/store/open-graph.ts';
import { createWriter } from '../graph/writer/apply.ts';
import { createPipeline } from '../ingest/pipeline.ts';
import { mustHavePersonKey } from './must-have-person-key.ts';
import { fitOutcomes } from '../ingest/pipeline/fit-outcomes.ts';
import { knownPeopleOf } from '../ingest/person-key-file.ts';
import type { People } from '../ingest/mapping/pseudonyms.ts';
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

/**
 * Makes all that can be made of the ledger anew, and compares. The folder must be locked. A file is made beside the one that
 * is there. A database has no room for a second graph: compared only, the new one is a file beside the ledger, whose digest
 * is the same; replaced, the old one is measured, removed and written again.
 */
export async function rebuildProjections(
  data: string,
  place: StorePlace,
  { replace, onProgress }: RebuildOptions,
): Promise<RebuildReport> {
  const began = performance.now();
  const draft = join(data, 'rebuild.new');
  rmSync(draft, { recursive: true, force: true });
  const ledger = openSqliteLedgerReader(data);
  const { seq } = ledger.head();
  const told = (done: LedgerPosition): void => onProgress?.(done, seq);
  try {
    mustHavePersonKey(data, ledger);
    const { fresh, before } =
      place.kind === 'neo4j' && replace
        ? await writtenAgain(data, place, ledger, told)
        : await madeBeside(data, place, ledger, draft, told);
    if (place.kind === 'sqlite' && replace) swap(data, draft);
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

interface Made {
  readonly fresh: Projected;
  readonly before: string | undefined;
}

type OnBatch = (position: LedgerPosition) => void;

async function madeBeside(
  data: string,
  place: StorePlace,
  ledger: LedgerReader,
  draft: string,
  told: OnBatch,
): Promise<Made> {
  const fresh = await projected(
    { folder: draft, place: { kind: 'sqlite', folder: draft }, ledger, people: knownPeopleOf(data) },
    told,
  );
  return { fresh, before: await digestBefore(data, place, ledger) };
}

/** Outcomes go first: those of a graph that is only half there would be taken for all that is to be done. */
async function writtenAgain(
  data: string,
  place: Extract<StorePlace, { readonly kind: 'neo4j' }>,
  ledger: LedgerReader,
  told: OnBatch,
): Promise<Made> {
  const before = await digestBefore(data, place, ledger);
  for (const name of projectionFiles.filter((one) => !one.startsWith('graph.db')))
    rmSync(join(data, name), { force: true });
  await dropGraph(place);
  return { fresh: await projected({ folder: data, place, ledger, people: knownPeopleOf(data) }, told), before };
}

interface Projecting {
  readonly folder: string;
  readonly place: StorePlace;
  readonly ledger: LedgerReader;
  readonly people: People;
}

/** Reads the ledger to its head into the projections of a folder, from where they stand. */
async function projected({ folder, place, ledger, people }: Projecting, onBatch?: OnBatch): Promise<Projected> {
  const outcomes = openSqliteOutcomes(folder);
  const bookmarks = new KeptBookmarks(outcomes);
  const store = await openGraph(place, { ledger: () => ledger.read(0, 1)[0]?.leaf, bookmarks });
  try {
    await fitOutcomes(store, outcomes);
    const writer = createWriter(store, ledger.head().epoch);
    const position = await createPipeline({ ledger, writer, outcomes, people, bookmarks }).catchUp(onBatch);
    return { position, digest: await store.digest('history') };
  } finally {
    await store.close();
    outcomes.close();
  }
}

/** Brought to the ledger's head first, as the service would: two graphs are compared at one position. */
async function digestBefore(data: string, place: StorePlace, ledger: LedgerReader): Promise<string | undefined> {
  if (place.kind === 'sqlite' && !existsSync(join(data, 'graph.db'))) return undefined;
  try {
    return (await projected({ folder: data, place, ledger, people: knownPeopleOf(data) })).digest;
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
