import { problem, WhenceError } from '../graph/errors.ts';
import type { ErrorCode } from '../graph/errors.ts';
import type { LedgerPosition, LedgerReader, LedgerRecord } from '../graph/ledger/ledger.ts';
import type { Outcome, Outcomes } from '../graph/ledger/outcomes.ts';
import type { Writer } from '../graph/writer/apply.ts';
import type { EventResult } from '../graph/writer/editions.ts';
import { reasonOf } from './mapping/map-record.ts';
import { Heads } from './pipeline/heads.ts';
import { outcomeOf } from './pipeline/outcome-of.ts';
import { readFact, readLedgerRecord } from './pipeline/read-ledger-record.ts';
import type { PreparedRecord, ReadingParts } from './pipeline/read-ledger-record.ts';
import { SequenceCheck } from './pipeline/sequence-check.ts';
import { SourcesInEffect } from './pipeline/sources-in-effect.ts';

export interface PipelineParts {
  readonly ledger: LedgerReader;
  readonly writer: Writer;
  readonly outcomes: Outcomes;
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
  let reading: ReadingParts | undefined;
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

function beginReading({ ledger, outcomes }: PipelineParts): ReadingParts {
  const stages = outcomes.stages();
  return {
    ledger,
    sources: new SourcesInEffect(ledger, stages),
    sequences: new SequenceCheck(stages),
    heads: new Heads(),
  };
}

async function runBatch(parts: PipelineParts, reading: ReadingParts, limits: BatchLimits): Promise<void> {
  const after = parts.outcomes.through();
  const { prepared, through } = prepareBatch(parts, reading, after, limits);
  const decided = await applyAll(parts, prepared, through);
  const stages = new Map([...reading.sources.stages(), ...reading.sequences.stages()]);
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
    const { prepared: own, release } = readLedgerRecord(reading, record);
    add(own);
    // All that one control record frees is recorded at its position, so it goes into one transaction with it.
    if (release) for (const freed of freedBy(parts, reading, prepared, release.source, record)) add(freed);
  }
  return { prepared, through };
}

/** The waiting records of a source, read again in ledger order under what is now in effect (I17, I21). */
function freedBy(
  { outcomes, ledger }: PipelineParts,
  reading: ReadingParts,
  prepared: readonly PreparedRecord[],
  source: string,
  by: LedgerRecord,
): readonly PreparedRecord[] {
  const before = outcomes.quarantinedAt(outcomes.through()).filter((outcome) => outcome.source === source);
  const waiting = new Map(before.map((outcome) => [outcome.seq, outcome.quarantine]));
  for (const { record, decided } of prepared)
    if (record.source === source) {
      if (decided?.kind === 'quarantined') waiting.set(record.seq, decided.quarantine);
      else waiting.delete(record.seq);
    }
  return [...waiting]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([seq, reason]) => {
      const record = ledger.record(seq);
      if (record?.stream !== 'fact') return [];
      const again = readFact(reading, record, by.seq);
      const { quarantine } = again.decided ?? {};
      // Waiting for the same reason is no news.
      const isAsBefore =
        quarantine?.code === reason?.code && quarantine?.path === reason?.path && quarantine?.value === reason?.value;
      return quarantine && isAsBefore && again.beside.length === 0 ? [] : [again];
    });
}

async function applyAll(
  parts: PipelineParts,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
): Promise<readonly Outcome[]> {
  try {
    return await applyOnce(parts, prepared, through);
  } catch (error) {
    if (isPassing(error)) throw error;
    return bisect(parts, prepared, through, error);
  }
}

async function applyOnce(
  { writer }: PipelineParts,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
): Promise<readonly Outcome[]> {
  const arrived = prepared.flatMap(({ beside, events }) => [...beside, ...events]);
  const results = await writer.apply(arrived, through);
  let at = 0;
  return prepared.map((each) => {
    at += each.beside.length;
    const own: readonly EventResult[] = results.slice(at, (at += each.events.length));
    return outcomeOf(each, own);
  });
}

const passing: ReadonlySet<ErrorCode> = new Set([
  'FENCED',
  'STORE_UNAVAILABLE',
  'DISK_FULL',
  'LEDGER_IO',
  'LEDGER_FULL',
  'BATCH_ORDER',
]);

/** Whether the same batch may succeed another time, or the fault is not of a record: unknown faults are not blamed on data. */
function isPassing(error: unknown): boolean {
  return !(error instanceof WhenceError) || passing.has(error.code);
}

/** A record that the graph refuses for what it says is found by halving, and waits; the others go on. */
async function bisect(
  parts: PipelineParts,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
  error: unknown,
): Promise<readonly Outcome[]> {
  const positions = [...new Set(prepared.map(({ decidedAt }) => decidedAt))];
  if (positions.length <= 1) return holdCulprits(parts, prepared, through, error);
  const middle = positions[Math.floor(positions.length / 2)]!;
  const first = prepared.filter(({ decidedAt }) => decidedAt < middle);
  const rest = prepared.filter(({ decidedAt }) => decidedAt >= middle);
  const before = await applyAll(parts, first, first.at(-1)!.decidedAt);
  return [...before, ...(await applyAll(parts, rest, through))];
}

/** All records of one position go into one transaction: those are left out, one by one, with which it fails. */
async function holdCulprits(
  parts: PipelineParts,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
  error: unknown,
): Promise<readonly Outcome[]> {
  const culprit = prepared.findLastIndex(({ events }) => events.length > 0);
  if (culprit < 0) throw error;
  const held = prepared.map((each, i) => (i === culprit ? hold(each, error) : each));
  return applyAll(parts, held, through);
}

function hold(prepared: PreparedRecord, error: unknown): PreparedRecord {
  const code = error instanceof WhenceError ? error.code : 'INTERNAL';
  const found = problem(code, error instanceof Error ? error.message : String(error), { path: 'apply' });
  const names = prepared.events.map(({ event }) => event.recordKey);
  return {
    ...prepared,
    events: [],
    decided: { kind: 'quarantined', quarantine: reasonOf(found, 'apply', [...new Set(names)]) },
  };
}
