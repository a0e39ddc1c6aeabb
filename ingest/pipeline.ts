import type { LedgerPosition, LedgerReader } from '../graph/ledger/ledger.ts';
import type { Outcome, Outcomes, OutcomesReader, QuarantineReason } from '../graph/ledger/outcomes.ts';
import type { KeptBookmarks } from '../graph/store/kept-bookmarks.ts';
import type { Writer } from '../graph/writer/apply.ts';
import type { People } from './mapping/pseudonyms.ts';
import { applyAll } from './pipeline/apply-batch.ts';
import { Heads } from './pipeline/heads.ts';
import { Landed } from './pipeline/landed.ts';
import type { PreparedRecord, Replay } from './pipeline/prepared-record.ts';
import { waived } from './pipeline/quarantine-act.ts';
import type { Waiting } from './pipeline/quarantine-act.ts';
import { readFact, readLedgerRecord } from './pipeline/read-ledger-record.ts';
import type { ReadingParts, Release } from './pipeline/read-ledger-record.ts';
import { readAnew, withdrawnFirst } from './pipeline/replay.ts';
import type { Former } from './pipeline/replay.ts';
import { SequenceCheck } from './pipeline/sequence-check.ts';
import { ShapeDrift } from './pipeline/shape-drift.ts';
import { SourcesInEffect } from './pipeline/sources-in-effect.ts';

export interface PipelineParts {
  readonly ledger: LedgerReader;
  readonly writer: Writer;
  readonly outcomes: Outcomes;
  readonly people: People;
  /** Those of the store that is written. */
  readonly bookmarks?: KeptBookmarks;
}

/** From kept records to the graph. One a graph: it is the graph's only writer. */
export interface Pipeline {
  /**
   * Reads what the ledger holds after the last outcome, in order, up to the head it has when called: decode, map, validate,
   * apply, outcome. Resolves with the position reached. Rejects when graph or outcomes could not be written; called again
   * it goes on where it stood, and what the graph has already taken is not taken twice.
   */
  catchUp(onBatch?: (position: LedgerPosition) => void): Promise<LedgerPosition>;
  position(): LedgerPosition;
}

export interface BatchLimits {
  readonly records: number;
  readonly events: number;
}

const usualLimits: BatchLimits = { records: 1000, events: 20_000 };

export function createPipeline(parts: PipelineParts, limits: BatchLimits = usualLimits): Pipeline {
  const { ledger, outcomes } = parts;
  let reading: BatchReading | undefined;
  return {
    async catchUp(onBatch) {
      const { seq: head } = ledger.head();
      while (outcomes.through() < head) {
        const at = reading ?? beginReading(parts);
        // Until the batch is written, what is in memory is ahead of it: after a failure it begins again from what is.
        reading = undefined;
        await runBatch(parts, at, limits);
        reading = at;
        onBatch?.(outcomes.through());
      }
      return outcomes.through();
    },
    position: () => outcomes.through(),
  };
}

type BatchReading = ReadingParts & { readonly sequences: SequenceCheck; readonly shapes: ShapeDrift };

/** Goes on from what is written. */
export function beginReading({
  ledger,
  outcomes,
  people,
}: Pick<PipelineParts, 'ledger' | 'people'> & OutcomesSoFar): BatchReading {
  const stages = outcomes.stages();
  return {
    ledger,
    sources: new SourcesInEffect(ledger, stages, people),
    sequences: new SequenceCheck(stages),
    shapes: new ShapeDrift(stages),
    heads: new Heads(),
    landed: Landed.begin(ledger, stages, outcomes.through()),
  };
}

interface OutcomesSoFar {
  readonly outcomes: OutcomesReader;
}

async function runBatch(parts: PipelineParts, reading: BatchReading, limits: BatchLimits): Promise<void> {
  const after = parts.outcomes.through();
  const { prepared, through } = prepareBatch(parts, reading, after, limits);
  const decided = await applyAll(parts.writer, prepared, through);
  const { sources, sequences, shapes, landed } = reading;
  const bookmarks = parts.bookmarks?.stages() ?? [];
  const stages = new Map([
    ...[...sources.stages(), ...sequences.stages(), ...shapes.stages(), ...landed.stages()],
    ...bookmarks,
  ]);
  parts.outcomes.write(decided.toSorted(bySeq), through, stages);
}

const bySeq = (a: Outcome, b: Outcome): number => a.seq - b.seq || a.decidedAt - b.decidedAt;

interface Batch {
  readonly prepared: readonly PreparedRecord[];
  readonly through: LedgerPosition;
}

function prepareBatch(parts: PipelineParts, reading: ReadingParts, after: LedgerPosition, limits: BatchLimits): Batch {
  const prepared: PreparedRecord[] = [];
  let events = 0;
  let through = after;
  const add = (next: PreparedRecord): void => {
    prepared.push(next);
    events += next.events.length;
  };
  for (const record of parts.ledger.read(after, limits.records)) {
    if (events >= limits.events) break;
    through = record.seq;
    reading.landed.count(record.source);
    const { prepared: own, release, replay } = readLedgerRecord(reading, record);
    add(own);
    // All that one record decides anew is recorded at its position, so it goes into one transaction with it.
    for (const again of decidedAnew(parts, reading, { release, replay }, record.seq, prepared)) add(again);
  }
  return { prepared, through };
}

interface Anew {
  readonly release?: Release | undefined;
  readonly replay?: Replay | undefined;
}

/** All that the record at `by` frees or has read anew, in ledger order, after what its batch has prepared already. */
export function decidedAnew(
  parts: Pick<PipelineParts, 'ledger'> & OutcomesSoFar,
  reading: ReadingParts,
  { release, replay }: Anew,
  by: LedgerPosition,
  prepared: readonly PreparedRecord[],
): readonly PreparedRecord[] {
  const freed = release ? freedBy(parts, reading, prepared, release, by) : [];
  const anew = replay ? readAnew(reading, replay, by, formerOf(parts, prepared)) : [];
  return withdrawnFirst([...freed, ...anew].toSorted((a, b) => a.record.seq - b.record.seq));
}

/** What had become of a record, by what is written and by what this batch has decided already. */
function formerOf({ outcomes }: OutcomesSoFar, prepared: readonly PreparedRecord[]) {
  const inBatch = new Map(prepared.map((each) => [each.record.seq, each]));
  return (seq: LedgerPosition): Former | undefined => {
    const { decided, plan, findings } = inBatch.get(seq) ?? {};
    if (findings === undefined) return outcomes.outcome(seq);
    return { kind: 'applied', ...decided, findings, ...(plan === undefined ? {} : { plan }) };
  };
}

/** What one record frees: read again in ledger order under what is now in effect (I17, I21), or put aside by a person. */
function freedBy(
  { outcomes, ledger }: Pick<PipelineParts, 'ledger'> & OutcomesSoFar,
  reading: ReadingParts,
  prepared: readonly PreparedRecord[],
  release: Release,
  by: LedgerPosition,
): readonly PreparedRecord[] {
  const waiting = waitingFor(release, outcomes, prepared);
  const { act } = release;
  return [...waiting]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([seq, was]) =>
      act?.kind === 'waive'
        ? (waived(was, ledger, seq, { reason: act.reason, at: by }) ?? [])
        : (readAgain(reading, seq, was, by) ?? []),
    );
}

/** Of the released records those that still wait, as they stand after what this batch has decided already. */
function waitingFor(
  release: Release,
  outcomes: OutcomesReader,
  prepared: readonly PreparedRecord[],
): ReadonlyMap<LedgerPosition, Waiting> {
  const named = release.act && new Set(release.act.records);
  const isReleased = (seq: LedgerPosition, source: string): boolean =>
    named ? named.has(seq) : source === (release as { readonly source: string }).source;
  const before = outcomes.quarantinedAt(outcomes.through()).filter(({ seq, source }) => isReleased(seq, source));
  const waiting = new Map<LedgerPosition, Waiting>(before.flatMap((outcome) => waitingOf(outcome.seq, outcome)));
  for (const { record, decided, plan } of prepared)
    if (isReleased(record.seq, record.source)) {
      waiting.delete(record.seq);
      const kind = decided?.kind;
      if (kind === 'quarantined')
        for (const [seq, was] of waitingOf(record.seq, { ...decided, plan })) waiting.set(seq, was);
    }
  return waiting;
}

function waitingOf(
  seq: LedgerPosition,
  { quarantine, plan }: { readonly quarantine?: QuarantineReason | undefined; readonly plan?: string | undefined },
): readonly (readonly [LedgerPosition, Waiting])[] {
  return quarantine ? [[seq, { quarantine, ...(plan === undefined ? {} : { plan }) }]] : [];
}

function readAgain(
  reading: ReadingParts,
  seq: LedgerPosition,
  { quarantine: was }: Waiting,
  decidedAt: LedgerPosition,
): PreparedRecord | undefined {
  const record = reading.ledger.record(seq);
  if (record?.stream !== 'fact') return undefined;
  const again = readFact(reading, record, decidedAt);
  const now = again.decided?.quarantine;
  // Waiting for the same reason is no news.
  const isAsBefore = now?.code === was.code && now.path === was.path && now.value === was.value;
  return isAsBefore && again.beside.length === 0 ? undefined : again;
}
