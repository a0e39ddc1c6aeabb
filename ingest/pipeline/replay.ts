import type { LedgerPosition, LedgerReader, LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { Outcome, QuarantineReason } from '../../graph/ledger/outcomes.ts';
import type { Withdrawal } from '../../graph/writer/editions.ts';
import { readFact, readKept } from './read-ledger-record.ts';
import type { PreparedRecord, Replay } from './prepared-record.ts';
import type { ReadingParts } from './read-ledger-record.ts';

/** What had become of a record before. */
export type Former = Pick<Outcome, 'kind' | 'note' | 'plan' | 'findings' | 'quarantine'>;

const page = 1000;

/**
 * The records of a source up to `by` that were understood before, read anew, in ledger order; those that wait are freed
 * like by any other plan, and those that a person put aside stay so. A number in the source's own count has been seen.
 */
export function readAnew(
  reading: ReadingParts,
  { source, from }: Replay,
  by: LedgerPosition,
  formerOf: (seq: LedgerPosition) => Former | undefined,
): readonly PreparedRecord[] {
  const parts = { ...reading, sequences: { see: () => [] }, shapes: { see: () => [] } };
  const prepared: PreparedRecord[] = [];
  for (const record of factsOf(parts.ledger, source, from, by)) {
    const former = formerOf(record.seq);
    if (former === undefined || former.quarantine !== undefined) continue;
    prepared.push(remapped(parts, record, by, former));
  }
  return prepared;
}

function* factsOf(ledger: LedgerReader, source: string, from: LedgerPosition, by: LedgerPosition) {
  for (let after = from - 1; after < by - 1;) {
    const records = ledger.read(after, page);
    for (const record of records) {
      if (record.seq >= by) return;
      if (record.source === source && record.stream === 'fact') yield record;
    }
    if (records.length === 0) return;
    after = records.at(-1)!.seq;
  }
}

function remapped(parts: ReadingParts, record: LedgerRecord, at: LedgerPosition, former: Former): PreparedRecord {
  const again = readFact(parts, record, at);
  const { quarantine } = again.decided ?? {};
  if (quarantine) return unreadable(record, at, former, quarantine);
  const withdraws = keysStated(parts, record, former).map((recordKey): Withdrawal => ({
    withdraws: { record: record.seq, recordKey },
    recordedAt: at,
  }));
  return { ...again, withdraws };
}

/**
 * All that is read anew is first taken back and then stated, as if it came for the first time: a former reading of a later
 * record must not outrank the new reading of an earlier one. What says the same in the end was never touched.
 */
export function withdrawnFirst(prepared: readonly PreparedRecord[]): readonly PreparedRecord[] {
  const withdraws = prepared.flatMap((each) => each.withdraws ?? []);
  return prepared.map((each, i) => ({ ...each, withdraws: i === 0 ? withdraws : [] }));
}

/** What the newer version cannot read stays as the older one said it: a fact is not lost because a plan lost the way to it. */
function unreadable(
  record: LedgerRecord,
  at: LedgerPosition,
  { kind, note, plan, findings = [] }: Former,
  reason: QuarantineReason,
): PreparedRecord {
  const known = findings.filter(({ code }) => code !== 'REPLAY_UNREADABLE');
  return {
    record,
    decidedAt: at,
    events: [],
    beside: [],
    ...(plan === undefined ? {} : { plan }),
    findings: [...known, { code: 'REPLAY_UNREADABLE', path: reason.path, value: reason.code }],
    decided: { kind, ...(note === undefined ? {} : { note }) },
    unread: reason,
  };
}

/** The record keys under which the record was stated by the version that read it last: reading is pure, so it says so again. */
function keysStated(parts: ReadingParts, record: LedgerRecord, { plan }: Former): readonly string[] {
  const reader = plan === undefined ? undefined : parts.sources.readerOf(record.source, plan);
  if (!reader) return [];
  const { declaration } = parts.sources.of(record.source);
  const read = readKept(parts, { ...(declaration ? { declaration } : {}), reader }, record);
  return read.kind === 'events' ? [...new Set(read.events.map(({ recordKey }) => recordKey))] : [];
}
