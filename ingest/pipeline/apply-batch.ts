import { problem, WhenceError } from '../../graph/errors.ts';
import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { Outcome } from '../../graph/ledger/outcomes.ts';
import type { Writer } from '../../graph/writer/apply.ts';
import type { EventResult } from '../../graph/writer/editions.ts';
import type { Arrival } from '../../graph/writer/plan-changes.ts';
import { reasonOf } from '../mapping/map-record.ts';
import { outcomeOf } from './outcome-of.ts';
import { mayBeOfRecord } from './passing-faults.ts';
import type { PreparedRecord } from './prepared-record.ts';

/**
 * Applies what was prepared and says what became of each record. One that the graph refuses for what it says waits, and the
 * others go on. Rejects with a fault that is of no record; then nothing may be concluded, and the batch is tried again.
 */
export async function applyAll(
  writer: Writer,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
): Promise<readonly Outcome[]> {
  try {
    return await applyOnce(writer, prepared, through);
  } catch (error) {
    if (!mayBeOfRecord(error)) throw error;
    return bisect(writer, prepared, through, error);
  }
}

async function applyOnce(
  writer: Writer,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
): Promise<readonly Outcome[]> {
  const results = await writer.apply(arrivalsOf(prepared), through);
  let at = 0;
  return prepared.map((each) => {
    at += each.beside.length + (each.withdraws?.length ?? 0);
    const own: readonly EventResult[] = results.slice(at, (at += each.events.length));
    return outcomeOf(each, own);
  });
}

/** All that records bring to the writer, what they take back before what they state. */
export const arrivalsOf = (prepared: readonly PreparedRecord[]): readonly Arrival[] =>
  prepared.flatMap(({ beside, withdraws = [], events }) => [...beside, ...withdraws, ...events]);

/** A record that the graph refuses for what it says is found by halving, and waits; the others go on. */
async function bisect(
  writer: Writer,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
  error: unknown,
): Promise<readonly Outcome[]> {
  const positions = [...new Set(prepared.map(({ decidedAt }) => decidedAt))];
  if (positions.length <= 1) return holdCulprits(writer, prepared, through, error);
  const middle = positions[Math.floor(positions.length / 2)]!;
  const first = prepared.filter(({ decidedAt }) => decidedAt < middle);
  const rest = prepared.filter(({ decidedAt }) => decidedAt >= middle);
  const before = await applyAll(writer, first, first.at(-1)!.decidedAt);
  return [...before, ...(await applyAll(writer, rest, through))];
}

/** All records of one position go into one transaction: those are left out, one by one, with which it fails. */
async function holdCulprits(
  writer: Writer,
  prepared: readonly PreparedRecord[],
  through: LedgerPosition,
  error: unknown,
): Promise<readonly Outcome[]> {
  const culprit = prepared.findLastIndex(({ events }) => events.length > 0);
  if (culprit < 0) throw error;
  const held = prepared.map((each, i) => (i === culprit ? hold(each, error) : each));
  return applyAll(writer, held, through);
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
