import { hash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Outcome, QuarantineGroup, QuarantineReason } from './outcomes.ts';

export type QuarantinedOutcome = Outcome & { readonly quarantine: QuarantineReason };

/** Throws for a quarantined outcome without its reason: it would be in no list, and no answer would be gapped by it. */
export function isQuarantined(outcome: Outcome): outcome is QuarantinedOutcome {
  if (outcome.kind !== 'quarantined') return false;
  if (outcome.quarantine === undefined) throw new TypeError(`Record ${outcome.seq} is quarantined without a reason`);
  return true;
}

/** Records that failed in one way share a group, whatever version of the plan they failed under. */
export function groupId({ source, plan, quarantine }: QuarantinedOutcome): string {
  const { code, path, value } = quarantine;
  const planId = plan?.replace(/@[^@]*$/, '') ?? null;
  // A value that was cut to length may end in half a character.
  return hash('sha256', canonicalJson([source, planId, code, path, value.toWellFormed()]), 'hex').slice(0, 16);
}

/** `first` is the group's record of lowest position: its words stand for all. */
export function quarantineGroup(
  first: QuarantinedOutcome,
  counted: { readonly records: number; readonly unreadable: number; readonly lastSeq: number },
): QuarantineGroup {
  const { code, stage, path, value, message } = first.quarantine;
  const { source, seq: firstSeq } = first;
  const { records, unreadable, lastSeq } = counted;
  return { id: groupId(first), source, code, stage, path, value, message, records, unreadable, firstSeq, lastSeq };
}
