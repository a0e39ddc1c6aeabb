import { outcomeKinds } from '../../graph/ledger/outcomes.ts';
import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { QueryContext } from '../context.ts';
import type { QuarantineActOutcome } from '../schema/act.ts';
import { mayAct } from './may-act.ts';
import { onceNamed } from './once.ts';
import { refusal } from './problem.ts';

// An act names each of its records; more would be a record that nobody reads.
const mostRecords = 20_000;

export interface QuarantineActAsked {
  readonly group: string;
  readonly action: 'retry' | 'waive';
  readonly reason: string;
  readonly key: string | undefined;
}

export async function actOnQuarantine(
  context: QueryContext,
  { group, action, reason, key }: QuarantineActAsked,
): Promise<QuarantineActOutcome> {
  const may = mayAct(context, reason);
  if (may.refused) return may.refused;
  const named = await onceNamed(may.acts, key, { group, action, reason });
  if (named.refused) return named.refused;
  const { evidence } = context;
  if (named.done) return done(context, named.done.position, named.done.records, sizeOf(context, group));
  const records = evidence.sample(group, mostRecords);
  if (records.length === 0) return refusal('UNKNOWN_GROUP', `No records wait in group ${group}.`, ['group']);
  const size = sizeOf(context, group);
  const act = { kind: action, target: group, records, reason: reason.trim(), once: named.once };
  const position = await may.acts.onQuarantine(act);
  return done(context, position, records, size - records.length);
}

const sizeOf = ({ evidence }: QueryContext, group: string): number =>
  evidence.groups().find(({ id }) => id === group)?.records ?? 0;

function done(
  context: QueryContext,
  position: LedgerPosition,
  records: readonly LedgerPosition[],
  left: number,
): QuarantineActOutcome {
  return {
    __typename: 'QuarantineActDone',
    position,
    records: records.length,
    outcomes: outcomesOf(context, records),
    left: Math.max(0, left),
  };
}

function outcomesOf({ evidence }: QueryContext, records: readonly LedgerPosition[]) {
  const now = records.map((seq) => evidence.record(seq)?.outcome?.kind);
  return outcomeKinds
    .map((outcome) => ({ outcome, records: now.filter((kind) => kind === outcome).length }))
    .filter(({ records: found }) => found > 0);
}
