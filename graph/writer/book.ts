import type { CanonicalEvent } from '../events/canonical-event.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import type { EventKey, GraphChange, Statement } from '../store/changes.ts';
import type { WriterState } from '../store/store.ts';
import { contentOf, contentOfBody } from './content-of.ts';
import { hits, standingCorrections } from './corrections.ts';
import type { Correction } from './corrections.ts';
import { projectAgain, projectEvent } from './project.ts';

/** What is known of one event key: its latest statement, and what became of it. */
export interface Entry {
  readonly key: EventKey;
  /** What the store holds; absent for an event that is new at this position. */
  stored?: Statement;
  /** What the position now being planned states anew. */
  fresh?: CanonicalEvent;
  live: boolean;
  replaced: boolean;
  /** Replaced at this position, and the store does not know yet. */
  replacing?: boolean;
}

/**
 * The state that a batch is planned on. Events are put in, entries are replaced, and once a position is whole `settle`
 * gives the changes that bring the store from what it holds to what then counts: at most one statement a key and position.
 */
export class Book {
  readonly #entries = new Map<EventKey, Entry>();
  readonly #ofRecordKey = new Map<string, Entry[]>();
  readonly #corrections = new Map<EventKey, Correction>();
  #standing: ReadonlySet<EventKey> = new Set();
  #onto: ReadonlyMap<string, readonly Correction[]> = new Map();
  #relabel = false;
  readonly #touched = new Set<Entry>();

  constructor({ statements }: WriterState) {
    for (const { retractedAt, replacedAt, ...stored } of statements) {
      const entry = { key: stored.event, stored, live: retractedAt === undefined, replaced: replacedAt !== undefined };
      this.#add(entry, stored.recordKey);
      if (!entry.replaced) this.#correct(entry.key, stored);
    }
    this.#label();
  }

  entry(key: EventKey): Entry | undefined {
    return this.#entries.get(key);
  }

  /** Entries of the record key that nothing has replaced. */
  current(recordKey: string): readonly Entry[] {
    return this.#ofRecordKey.get(recordKey)?.filter(({ replaced }) => !replaced) ?? [];
  }

  state(event: CanonicalEvent): void {
    const entry =
      this.#entries.get(event.key) ?? this.#add({ key: event.key, live: false, replaced: false }, event.recordKey);
    entry.fresh = event;
    entry.replaced = false;
    entry.replacing = false;
    this.#correct(event.key, factsOf(entry));
    this.#touched.add(entry);
  }

  replace(entry: Entry): void {
    entry.replaced = true;
    entry.replacing = entry.stored !== undefined;
    delete entry.fresh;
    if (this.#corrections.delete(entry.key)) this.#relabel = true;
    this.#touched.add(entry);
  }

  settle(at: LedgerPosition): readonly GraphChange[] {
    if (this.#relabel) this.#label();
    const changes = [...this.#touched].flatMap((entry) => this.#settled(entry, at));
    this.#touched.clear();
    return changes;
  }

  #settled(entry: Entry, at: LedgerPosition): readonly GraphChange[] {
    const counts = !entry.replaced && !this.#isRetracted(entry);
    const { fresh, stored, live } = entry;
    entry.live = counts;
    if (fresh !== undefined) return this.#stated(entry, fresh, live, at);
    if (entry.replacing === true) {
      entry.replacing = false;
      return [closing(entry.key, at, 'replaced')];
    }
    if (stored === undefined || counts === live) return [];
    if (!counts) return [closing(entry.key, at, 'retracted')];
    const again = projectAgain(stored, at);
    entry.stored = again.statement;
    return [again];
  }

  #stated(entry: Entry, fresh: CanonicalEvent, wasLive: boolean, at: LedgerPosition): readonly GraphChange[] {
    if (wasLive && entry.live && isNoNews(fresh, entry.stored)) {
      delete entry.fresh;
      return [];
    }
    const open = projectEvent(fresh, at);
    delete entry.fresh;
    entry.stored = open.statement;
    const closed: readonly GraphChange[] = wasLive ? [closing(entry.key, at, 'replaced')] : [];
    return [...closed, entry.live ? open : { ...open, retractedAt: at }];
  }

  #isRetracted(entry: Entry): boolean {
    if (this.#corrections.size === 0) return false;
    const facts = factsOf(entry);
    const corrections = this.#onto.get(facts.recordKey) ?? [];
    return corrections.some((by) => this.#standing.has(by.event) && hits(by, facts));
  }

  #add(entry: Entry, recordKey: string): Entry {
    this.#entries.set(entry.key, entry);
    const others = this.#ofRecordKey.get(recordKey);
    if (others === undefined) this.#ofRecordKey.set(recordKey, [entry]);
    else others.push(entry);
    return entry;
  }

  #correct(event: EventKey, { verb, recordKey, retracts }: Facts): void {
    if (verb !== 'correct' || retracts === undefined) return;
    this.#corrections.set(event, { event, recordKey, retracts });
    this.#relabel = true;
  }

  /** Which corrections count now; whatever one of them is about may have changed its standing. */
  #label(): void {
    const corrections = [...this.#corrections.values()];
    const before = this.#onto;
    this.#onto = Map.groupBy(corrections, ({ retracts }) => retracts.recordKey);
    this.#standing = standingCorrections(corrections);
    for (const recordKey of new Set([...before.keys(), ...this.#onto.keys()])) {
      for (const entry of this.#ofRecordKey.get(recordKey) ?? []) this.#touched.add(entry);
    }
    this.#relabel = false;
  }
}

type Facts = Pick<Statement, 'event' | 'recordKey' | 'verb' | 'retracts'>;

function factsOf({ key, fresh, stored }: Entry): Facts {
  if (fresh === undefined) return stored!;
  const { verb, recordKey } = fresh;
  return { event: key, verb, recordKey, ...(fresh.verb === 'correct' ? { retracts: fresh.target } : {}) };
}

/** A record read anew that says what it said: its statement stands as it was recorded. */
function isNoNews(fresh: CanonicalEvent, stored: Statement | undefined): boolean {
  const { source } = fresh;
  if (stored?.record !== source.record || stored.view !== source.view) return false;
  return contentOfBody(stored.body) === contentOf(fresh);
}

function closing(event: EventKey, at: LedgerPosition, because: 'retracted' | 'replaced'): GraphChange {
  return { change: 'close', event, at, because };
}
