import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AsOf, StoredStatement } from '../../graph/store/store.ts';
import type { QueryContext } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { EventPage } from '../schema/event.ts';
import { showEvent } from './event.ts';

// The store pages by ledger position, and one record may state many events: a page may end within a position. So a place in
// the history is the position to look below, and how many statements of there are already shown.
interface Place {
  readonly before: LedgerPosition;
  readonly skip: number;
}

type Reader = Pick<QueryContext, 'view' | 'store'>;

/** Everything that was stated about a thing under any of its keys, newest record first; only some verbs where named. */
export async function showHistory(
  reader: Reader,
  asOf: AsOf,
  keys: readonly ObjectKey[],
  asked: { readonly first: number; readonly after?: string | null },
  verbs?: ReadonlySet<string>,
): Promise<EventPage> {
  const of = `history ${String(asOf.position)} ${keys.join(' ')} ${[...(verbs ?? [])].join(' ')}`;
  const start = typeof asked.after === 'string' ? readPlace(of, asked.after) : { before: asOf.position + 1, skip: 0 };
  const { shown, hasNext } = await collect(reader, keys, start, asked.first, verbs);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ statement }) => showEvent(statement, asOf)),
    pageInfo: {
      endCursor: last && writeCursor(of, JSON.stringify([last.place.before, last.place.skip])),
      hasNextPage: hasNext,
    },
  };
}

function readPlace(of: string, cursor: string): Place {
  const [before, skip] = JSON.parse(readCursor(of, cursor)) as [number, number];
  return { before, skip };
}

/** A statement, and the place right after it. */
interface Placed {
  readonly statement: StoredStatement;
  readonly place: Place;
}

interface Collected {
  readonly shown: readonly Placed[];
  readonly hasNext: boolean;
}

const batchSize = 200;

async function collect(
  reader: Reader,
  keys: readonly ObjectKey[],
  start: Place,
  first: number,
  verbs: ReadonlySet<string> | undefined,
): Promise<Collected> {
  const shown: Placed[] = [];
  let place = start;
  for (let size = start.skip + first + 1; ; size = batchSize) {
    const { statements, floor } = await wholePositions(reader, keys, place.before, size);
    for (const placed of placesOf(statements, place)) {
      if (verbs !== undefined && !verbs.has(placed.statement.verb)) continue;
      if (shown.length === first) return { shown, hasNext: true };
      shown.push(placed);
    }
    if (floor === 0) return { shown, hasNext: false };
    place = { before: floor + 1, skip: 0 };
  }
}

function placesOf(statements: readonly StoredStatement[], { before, skip }: Place): readonly Placed[] {
  let place = { before, skip };
  return statements.slice(skip).map((statement) => {
    const isSame = statement.recordedAt === place.before - 1;
    place = { before: statement.recordedAt + 1, skip: isSame ? place.skip + 1 : 1 };
    return { statement, place };
  });
}

/**
 * Statements below a position under all keys, each once, newest first: everything above `floor`, which is 0 when that is
 * everything. A list that was cut may lack statements of its last position, so nothing is told of that one yet.
 */
async function wholePositions(
  { view, store }: Reader,
  keys: readonly ObjectKey[],
  before: LedgerPosition,
  size: number,
): Promise<{ readonly statements: readonly StoredStatement[]; readonly floor: LedgerPosition }> {
  for (let count = size; ; count *= 2) {
    const lists = await Promise.all(keys.map((key) => store.history(view, key, count, before)));
    const floor = Math.max(0, ...lists.map((list) => (list.length < count ? 0 : list.at(-1)!.recordedAt)));
    const named = new Map(lists.flat().map((one) => [`${String(one.recordedAt)} ${one.event}`, one]));
    const statements = [...named.values()].filter(({ recordedAt }) => recordedAt > floor);
    if (statements.length > 0 || floor === 0) return { statements: statements.sort(newestFirst), floor };
  }
}

const newestFirst = (a: StoredStatement, b: StoredStatement): number =>
  b.recordedAt - a.recordedAt || (a.event < b.event ? -1 : 1);
