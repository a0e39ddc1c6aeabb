import type { LedgerPosition, LedgerReader, LedgerRecord, SourceCount } from '../graph/ledger/ledger.ts';
import type {
  Outcome,
  OutcomeCounts,
  OutcomesReader,
  QuarantineGroup,
  SourceBalance,
} from '../graph/ledger/outcomes.ts';
import { modeOf } from '../graph/ledger/mode.ts';
import type { LedgerMode } from '../graph/ledger/mode.ts';
import type { View } from '../graph/model/view.ts';

/** What the ledger shows of itself. */
export interface Evidence {
  record(
    position: LedgerPosition,
  ): { readonly record: LedgerRecord; readonly outcome: Outcome | undefined } | undefined;
  receivedAt(position: LedgerPosition): string | undefined;
  sources(): readonly SourceCount[];
  outcomes(): readonly OutcomeCounts[];
  quarantinedAt(position: LedgerPosition): readonly Outcome[];
  quarantinedNaming(position: LedgerPosition, names: readonly string[]): readonly Outcome[];
  groups(source?: string): readonly QuarantineGroup[];
  sample(group: string, first: number): readonly LedgerPosition[];
  /** What a group names, each once. */
  names(group: string, first: number): readonly string[];
  waivedAt(position: LedgerPosition): readonly Outcome[];
  balance(): readonly SourceBalance[];
  guessed(after: LedgerPosition, first: number): readonly Outcome[];
  /** Whether one person may approve what he wrote himself. */
  mode(): LedgerMode;
}

/**
 * The ledger and its outcomes, for a reader. A record is not yet bound to a view, only what was read from it is: so a
 * reader with a limited view sees no record at all, and to him hidden and absent are alike.
 */
export function evidenceFor(view: View, ledger: LedgerReader, outcomes: OutcomesReader): Evidence {
  // Under which mode an answer stands is no secret of any record.
  return view.everything ? whole(ledger, outcomes) : { ...nothing, mode: () => modeOf(ledger) };
}

function whole(ledger: LedgerReader, outcomes: OutcomesReader): Evidence {
  return {
    record(position) {
      const record = ledger.record(position);
      return record && { record, outcome: outcomes.outcome(position) };
    },
    receivedAt: (position) => ledger.receivedAt(position),
    sources: () => ledger.counts(),
    outcomes: () => outcomes.counts(),
    quarantinedAt: (position) => outcomes.quarantinedAt(position),
    quarantinedNaming: (position, names) => outcomes.quarantinedNaming(position, names),
    groups: (source) => outcomes.groups(source),
    sample: (group, first) => outcomes.sample(group, first),
    names: (group, first) => outcomes.names(group, first),
    waivedAt: (position) => outcomes.waivedAt(position),
    balance: () => outcomes.balance(),
    guessed: (after, first) => outcomes.guessed(after, first),
    mode: () => modeOf(ledger),
  };
}

const nothing: Omit<Evidence, 'mode'> = {
  record: () => undefined,
  receivedAt: () => undefined,
  sources: () => [],
  outcomes: () => [],
  quarantinedAt: () => [],
  quarantinedNaming: () => [],
  groups: () => [],
  sample: () => [],
  names: () => [],
  waivedAt: () => [],
  balance: () => [],
  guessed: () => [],
};
