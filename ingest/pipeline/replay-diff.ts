import { hash } from 'node:crypto';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import type { LedgerPosition, LedgerReader, LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { OutcomesReader, QuarantineReason } from '../../graph/ledger/outcomes.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { GraphChange, Statement } from '../../graph/store/changes.ts';
import type { GraphStore, StoredStatement } from '../../graph/store/store.ts';
import { planArrivals } from '../../graph/writer/apply.ts';
import type { EventResult } from '../../graph/writer/editions.ts';
import type { Arrival } from '../../graph/writer/plan-changes.ts';
import type { PlanBundle } from '../mapping/effective-plan.ts';
import type { People } from '../mapping/pseudonyms.ts';
import { beginReading, decidedAnew } from '../pipeline.ts';
import type { EventCounts } from '../plan-approval.ts';
import { arrivalsOf } from './apply-batch.ts';
import { differencesBetween } from './event-difference.ts';
import { identityDiff } from './identity-diff.ts';
import type { IdentityDiff } from './identity-diff.ts';
import type { PreparedRecord } from './prepared-record.ts';

export interface DiffParts {
  readonly ledger: LedgerReader;
  readonly outcomes: OutcomesReader;
  readonly store: Pick<GraphStore, 'writerState'>;
  readonly people: People;
}

export interface DiffRequest {
  readonly source: string;
  readonly bundle: PlanBundle;
  /** First record that is read anew; absent where only waiting records are. */
  readonly replayFrom?: LedgerPosition;
  /** How many samples of each kind. */
  readonly samples?: number;
}

export interface EventSample {
  readonly record: LedgerPosition;
  readonly recordKey: string;
  readonly verb: string;
  readonly rule: string;
  /** What differs, as `verdict: "pass" → "fail"`; of an event that is new or gone, what it says. */
  readonly says: readonly string[];
}

export interface ReasonGroup {
  readonly code: string;
  readonly path: string;
  readonly value: string;
  readonly records: number;
  readonly first: LedgerPosition;
}

/** What approving a version would do, at the position it was asked for. */
export interface ReplayDiff {
  readonly source: string;
  readonly old?: string;
  readonly new: string;
  readonly position: LedgerPosition;
  readonly replayFrom?: LedgerPosition;
  /** Records that are read anew, waiting ones among them. */
  readonly records: number;
  readonly events: EventCounts;
  readonly changed: readonly EventSample[];
  readonly added: readonly EventSample[];
  readonly retracted: readonly EventSample[];
  /** Waiting records that the version can read, by what they waited for. */
  readonly freed: readonly ReasonGroup[];
  /** Records understood so far that it cannot read: what they said stays as it was. */
  readonly unreadable: readonly ReasonGroup[];
  /** What would become of the numbers that the source writes. */
  readonly identity: IdentityDiff;
  /** Of every event that would be stated or closed: equal digests, equal effects. */
  readonly digest: string;
}

/**
 * What approval would do now: the same reading and the same writing, up to the store and without it (I18). Pure: nothing is
 * kept and nothing changes.
 */
export async function replayDiff(parts: DiffParts, request: DiffRequest): Promise<ReplayDiff> {
  const { ledger, outcomes, store, people } = parts;
  const { source, bundle, replayFrom } = request;
  const position = outcomes.through();
  const at = position + 1;
  const reading = beginReading({ ledger, outcomes, people });
  const old = reading.sources.of(source).reader?.mapping;
  const before = reading.sources.bundleOf(source);
  reading.sources.take('plan', { source, seq: at }, bundle);
  const replay = replayFrom === undefined ? undefined : { source, from: replayFrom };
  const prepared = decidedAnew({ ledger, outcomes }, reading, { release: { source }, replay }, at, []);
  const arrivals = arrivalsOf(prepared);
  const { changes, results } = await planArrivals(store, arrivals, at);
  return {
    source,
    ...(old === undefined ? {} : { old }),
    new: reading.sources.of(source).reader?.mapping ?? '',
    position,
    ...(replayFrom === undefined ? {} : { replayFrom }),
    records: prepared.length,
    identity: identityDiff(reading, { source, before, now: bundle, records: factsOf(prepared) }),
    ...(await effectsOf(store, changes, { arrivals, results }, at, request.samples ?? 5)),
    ...reasonsOf(outcomes, prepared),
  };
}

const factsOf = (prepared: readonly PreparedRecord[]): readonly LedgerRecord[] =>
  prepared.map(({ record }) => record).filter(({ stream }) => stream === 'fact');

interface Arrived {
  readonly arrivals: readonly Arrival[];
  readonly results: readonly EventResult[];
}

async function effectsOf(
  store: DiffParts['store'],
  changes: readonly GraphChange[],
  arrived: Arrived,
  at: LedgerPosition,
  samples: number,
): Promise<Pick<ReplayDiff, 'events' | 'changed' | 'added' | 'retracted' | 'digest'>> {
  const { opened, closed } = effectOf(changes);
  const before = await liveBefore(store, at, arrived.arrivals);
  const both = [...opened].filter(([event]) => before.has(event));
  const added = [...opened].filter(([event]) => !before.has(event)).map(([, statement]) => statement);
  const gone = [...closed].filter((event) => !opened.has(event) && before.has(event));
  return {
    events: {
      same: sameIn(arrived, opened, closed),
      changed: both.length,
      added: added.length,
      retracted: gone.length,
    },
    changed: both.slice(0, samples).map(([event, now]) => sampleOf(now, before.get(event))),
    added: added.slice(0, samples).map((statement) => sampleOf(statement)),
    retracted: gone.slice(0, samples).flatMap((event) => {
      const statement = before.get(event);
      return statement ? [sampleOf(statement)] : [];
    }),
    digest: digestOfChanges(changes),
  };
}

/**
 * What changes come to at one position: which events are stated from then on, and which statements end. What is stated and
 * ended within the same changes comes to nothing.
 */
function effectOf(changes: readonly GraphChange[]) {
  const opened = new Map<string, Statement>();
  const closed = new Set<string>();
  for (const change of changes) {
    if (change.change === 'close') {
      closed.add(change.event);
      opened.delete(change.event);
    } else if (change.retractedAt === undefined) opened.set(change.statement.event, change.statement);
  }
  return { opened, closed };
}

function sameIn(
  { arrivals, results }: Arrived,
  opened: ReadonlyMap<string, unknown>,
  closed: ReadonlySet<string>,
): number {
  const same = new Set<string>();
  for (const [i, arrival] of arrivals.entries()) {
    if ('withdraws' in arrival || results[i]?.kind === 'superseded') continue;
    const { key } = arrival.event;
    if (!opened.has(key) && !closed.has(key)) same.add(key);
  }
  return same.size;
}

/** Statements that count now, of the events that the arrivals could touch. */
async function liveBefore(
  store: DiffParts['store'],
  at: LedgerPosition,
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<string, StoredStatement>> {
  const { statements } = await store.writerState({ position: at - 1 }, [...new Set(arrivals.flatMap(touchedBy))]);
  const live = statements.filter(
    ({ retractedAt, replacedAt }) => retractedAt === undefined && replacedAt === undefined,
  );
  return new Map(live.map((each) => [each.event, each]));
}

function touchedBy(arrival: Arrival): readonly string[] {
  if ('withdraws' in arrival) return [arrival.withdraws.recordKey];
  const { event } = arrival;
  return event.verb === 'correct' ? [event.recordKey, event.target.recordKey] : [event.recordKey];
}

function sampleOf(statement: Statement, before?: Statement): EventSample {
  const event = JSON.parse(statement.body) as CanonicalEvent;
  const was = before === undefined ? undefined : (JSON.parse(before.body) as CanonicalEvent);
  return {
    record: statement.record,
    recordKey: statement.recordKey,
    verb: statement.verb,
    rule: event.source.pointer,
    says: differencesBetween(was, event),
  };
}

/** SHA-256 over what the changes do, without the position they are done at. */
export function digestOfChanges(changes: readonly GraphChange[]): string {
  const effects = changes.map((change) => {
    if (change.change === 'close') return `- ${change.event} ${change.because}`;
    const { statement, retractedAt } = change;
    return `${retractedAt === undefined ? '+' : '±'} ${statement.event} ${statement.body}`;
  });
  return hash('sha256', canonicalJson(effects.toSorted()), 'hex');
}

function reasonsOf(
  outcomes: OutcomesReader,
  prepared: readonly PreparedRecord[],
): Pick<ReplayDiff, 'freed' | 'unreadable'> {
  const freed: [LedgerPosition, QuarantineReason][] = [];
  const unreadable: [LedgerPosition, QuarantineReason][] = [];
  for (const { record, decided, unread } of prepared) {
    if (unread) unreadable.push([record.seq, unread]);
    const { quarantine } = outcomes.outcome(record.seq) ?? {};
    if (quarantine && decided?.kind !== 'quarantined') freed.push([record.seq, quarantine]);
  }
  return { freed: groupsOf(freed), unreadable: groupsOf(unreadable) };
}

function groupsOf(records: readonly (readonly [LedgerPosition, QuarantineReason])[]): readonly ReasonGroup[] {
  const groups = Map.groupBy(records, ([, { code, path, value }]) => canonicalJson([code, path, value]));
  return [...groups.values()].map((members) => {
    const [first, { code, path, value }] = members[0]!;
    return { code, path, value, records: members.length, first };
  });
}
