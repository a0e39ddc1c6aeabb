import type { LedgerPosition } from '../ledger.ts';
import type { Finding, Outcome, OutcomeKind, QuarantineReason } from '../outcomes.ts';
import { groupId, isQuarantined } from '../quarantine-group.ts';

export interface OutcomeRow {
  readonly seq: LedgerPosition;
  readonly decidedAt: LedgerPosition;
  readonly source: string;
  readonly kind: OutcomeKind;
  readonly note: string | null;
  readonly plan: string | null;
  readonly findings: string | null;
  readonly quarantine: string | null;
}

export function outcomeOf(row: OutcomeRow): Outcome {
  const { seq, decidedAt, source, kind, note, plan, findings, quarantine } = row;
  return {
    ...{ seq, decidedAt, source, kind },
    ...(note === null ? {} : { note }),
    ...(plan === null ? {} : { plan }),
    ...(findings === null ? {} : { findings: JSON.parse(findings) as readonly Finding[] }),
    ...(quarantine === null ? {} : { quarantine: JSON.parse(quarantine) as QuarantineReason }),
  };
}

type Value = string | number | null;

/** In the order of the statement that keeps an outcome. */
export function outcomeValues(outcome: Outcome, until: LedgerPosition | null): readonly Value[] {
  const { seq, decidedAt, source, kind, note, plan, findings, quarantine } = outcome;
  return [
    ...[seq, decidedAt, until, source, kind, note ?? null, plan ?? null],
    findings === undefined ? null : JSON.stringify(findings),
    quarantine === undefined ? null : JSON.stringify(quarantine),
    isQuarantined(outcome) ? groupId(outcome) : null,
  ];
}
