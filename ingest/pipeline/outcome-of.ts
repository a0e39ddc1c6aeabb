import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { Finding, Outcome } from '../../graph/ledger/outcomes.ts';
import type { EventResult } from '../../graph/writer/editions.ts';
import type { PreparedRecord } from './prepared-record.ts';

/** What became of a record, from what became of each of its events. Exactly one of five (S4). */
export function outcomeOf(prepared: PreparedRecord, results: readonly EventResult[]): Outcome {
  const { record, decidedAt, plan, decided } = prepared;
  const findings = [...prepared.findings, ...results.flatMap(conflictOf)];
  return {
    seq: record.seq,
    source: record.source,
    ...(decided ?? ofResults(results, record.seq)),
    ...(plan === undefined ? {} : { plan }),
    ...(findings.length > 0 ? { findings } : {}),
    decidedAt,
  };
}

function ofResults(results: readonly EventResult[], record: LedgerPosition): Pick<Outcome, 'kind' | 'note'> {
  const kinds = new Set(results.map(({ kind }) => kind));
  if (results.length === 0 || kinds.has('applied') || kinds.has('conflict')) return { kind: 'applied' };
  // Read anew, it says what it said.
  if (results.some((result) => result.kind === 'duplicate' && result.of === record)) return { kind: 'applied' };
  const superseded = results.find((result) => result.kind === 'superseded');
  if (superseded) return { kind: 'superseded', note: String(superseded.by) };
  const duplicate = results.find((result) => result.kind === 'duplicate');
  return { kind: 'duplicate', note: String(duplicate?.of ?? '') };
}

function conflictOf(result: EventResult): readonly Finding[] {
  return result.kind === 'conflict' ? [{ code: result.code, path: 'key', value: String(result.with) }] : [];
}
