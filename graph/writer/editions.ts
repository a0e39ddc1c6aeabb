import type { CanonicalEvent } from '../events/canonical-event.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import { compareUtf8 } from '../model/utf8-order.ts';
import type { Book, Entry } from './book.ts';
import { contentOf, contentOfBody } from './content-of.ts';
import { compareRevisions } from './revisions.ts';

/** What became of an event. `conflict` is kept and counts; that one key came with two contents is a finding. */
export type EventResult =
  | { readonly kind: 'applied' }
  | { readonly kind: 'duplicate'; readonly of: LedgerPosition }
  | { readonly kind: 'superseded'; readonly by: LedgerPosition }
  | { readonly kind: 'conflict'; readonly code: 'KEY_REUSED'; readonly with: LedgerPosition }
  /** Of a withdrawal: what the record stated under that key no longer counts. */
  | { readonly kind: 'withdrawn' };

/** Takes back what a record stated under a key, where a later reading of it states nothing there. */
export interface Withdrawal {
  readonly withdraws: { readonly record: LedgerPosition; readonly recordKey: string };
  readonly recordedAt: LedgerPosition;
}

/** All events that one record states under one record key: they count together or not at all (I20). */
type Edition = readonly CanonicalEvent[];

/**
 * Takes the events of one record into the book. Of several records with one key, the one of the higher declared revision
 * counts; without revisions a record that states an event again in other words takes the place of the earlier one, and
 * contents that share no event stand side by side. The same record read anew leaves nothing of its former reading.
 */
export function admit(book: Book, edition: Edition): readonly EventResult[] {
  const { recordKey, source } = edition[0]!;
  const current = book.current(recordKey);
  if (current.length === 0) return edition.map((event) => applied(book, event));
  const others = current.filter((entry) => recordOf(entry) !== source.record);
  const former = current.filter((entry) => recordOf(entry) === source.record);
  const rank = rankAmong(edition, others);
  if (rank.kind === 'older') {
    for (const entry of former) book.replace(entry);
    return edition.map(() => rank.result);
  }
  const restated = new Set(edition.map(({ key }) => key));
  const outdated = rank.kind === 'newer' ? others : others.filter(isRestatedRecord(book, edition, others));
  for (const entry of [...outdated, ...former]) if (!restated.has(entry.key)) book.replace(entry);
  // An edition counts whole: also what it says in the same words is from then on its own, with its record and its view.
  if (rank.kind === 'newer') return edition.map((event) => orConflict(applied(book, event), rank.conflict));
  return asVariants(
    edition,
    others,
    edition.map((event) => stateOnce(book, event)),
  );
}

/** A record that is read anew and says nothing more under a key: what it stated there is taken back, as if never said. */
export function withdraw(book: Book, { record, recordKey }: Withdrawal['withdraws']): EventResult {
  for (const entry of book.current(recordKey)) if (recordOf(entry) === record) book.replace(entry);
  return { kind: 'withdrawn' };
}

type Rank =
  | { readonly kind: 'older'; readonly result: EventResult }
  | { readonly kind: 'newer'; readonly conflict?: LedgerPosition }
  | { readonly kind: 'beside' };

function rankAmong(edition: Edition, others: readonly Entry[]): Rank {
  const { revision } = edition[0]!;
  const [top] = [...others].sort((a, b) => compareRevisions(revisionOf(b), revisionOf(a)));
  if (top === undefined || (revision === undefined && revisionOf(top) === undefined)) return { kind: 'beside' };
  const order = compareRevisions(revision, revisionOf(top));
  if (order !== 0)
    return order > 0 ? { kind: 'newer' } : { kind: 'older', result: { kind: 'superseded', by: recordOf(top) } };
  const equals = others.filter((entry) => compareRevisions(revisionOf(entry), revision) === 0);
  return rankByContent(edition, equals, recordOf(top));
}

// Two contents of one revision: neither is later in any meaning, so the greater text stands, in whatever order they came.
function rankByContent(edition: Edition, equals: readonly Entry[], record: LedgerPosition): Rank {
  const ours = edition.map(contentOf).sort(compareUtf8).join();
  const theirs = equals.map(contentOfEntry).sort(compareUtf8).join();
  if (ours === theirs) return { kind: 'beside' };
  if (compareUtf8(ours, theirs) > 0) return { kind: 'newer', conflict: record };
  return { kind: 'older', result: { kind: 'superseded', by: record } };
}

/** Of another record, one of whose events this edition states in other words. */
function isRestatedRecord(book: Book, edition: Edition, others: readonly Entry[]): (entry: Entry) => boolean {
  const changed = edition.filter((event) => {
    const entry = book.entry(event.key);
    return entry !== undefined && others.includes(entry) && !saysTheSame(entry, event);
  });
  const records = new Set(changed.map(({ key }) => recordOf(book.entry(key)!)));
  return (entry) => records.has(recordOf(entry));
}

function stateOnce(book: Book, event: CanonicalEvent): EventResult {
  const entry = book.entry(event.key);
  if (entry === undefined || entry.replaced || !saysTheSame(entry, event)) return applied(book, event);
  // One fact by two sources of different views: which one it is kept under must not depend on which came first.
  if (compareUtf8(event.source.view, viewOf(entry)) < 0) return applied(book, event);
  const of = recordOf(entry);
  // Nor may its spelling (M1): 10.0 and 10, a time with and without its milliseconds.
  if (viewOf(entry) === event.source.view && isFuller(contentOf(event), contentOfEntry(entry))) book.state(event);
  return { kind: 'duplicate', of };
}

const isFuller = (one: string, other: string): boolean =>
  one.length === other.length ? compareUtf8(one, other) < 0 : one.length > other.length;

function applied(book: Book, event: CanonicalEvent): EventResult {
  book.state(event);
  return { kind: 'applied' };
}

/** Nothing of it was known under a key that is known: one id with two contents. A correction under its target's id is none. */
function asVariants(
  edition: Edition,
  others: readonly Entry[],
  results: readonly EventResult[],
): readonly EventResult[] {
  const known = new Set(others.map(({ key }) => key));
  const other = others.find((entry) => !entry.replaced && verbOf(entry) !== 'correct');
  if (other === undefined || edition.some(({ key }) => known.has(key))) return results;
  return results.map((result, i) => (edition[i]?.verb === 'correct' ? result : orConflict(result, recordOf(other))));
}

function orConflict(result: EventResult, record: LedgerPosition | undefined): EventResult {
  return record === undefined || result.kind !== 'applied'
    ? result
    : { kind: 'conflict', code: 'KEY_REUSED', with: record };
}

/** In the same words, or in others of which the standard's hash says that they mean the same. */
function saysTheSame(entry: Entry, event: CanonicalEvent): boolean {
  const { contentHash } = event;
  if (contentHash !== undefined && contentHash === hashOfEntry(entry)) return true;
  return contentOfEntry(entry) === contentOf(event);
}

const hashOfEntry = ({ fresh, stored }: Entry): string | undefined =>
  (fresh ?? (JSON.parse(stored!.body) as CanonicalEvent)).contentHash;

function contentOfEntry({ fresh, stored }: Entry): string {
  return fresh ? contentOf(fresh) : contentOfBody(stored!.body);
}

const recordOf = ({ fresh, stored }: Entry): LedgerPosition => fresh?.source.record ?? stored!.record;
const revisionOf = ({ fresh, stored }: Entry): string | undefined => (fresh ?? stored!).revision;
const verbOf = ({ fresh, stored }: Entry): string => (fresh ?? stored!).verb;
const viewOf = ({ fresh, stored }: Entry): string => fresh?.source.view ?? stored!.view;
