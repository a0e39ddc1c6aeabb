import type { LedgerReader } from '../graph/ledger/ledger.ts';
import type { Outcome, OutcomesReader } from '../graph/ledger/outcomes.ts';
import { imbalances } from '../ingest/balance.ts';
import type { Evidence, QuarantinedRecord } from '../trace/evidence.ts';

/** What completeness asks of ledger and outcomes. */
export function evidenceOf(ledger: LedgerReader, outcomes: OutcomesReader): Evidence {
  return {
    quarantinedAt: (at) => outcomes.quarantinedAt(at).map(waiting),
    waivedAt: (at) => outcomes.waivedAt(at).map((outcome) => ({ ...waiting(outcome), reason: outcome.note ?? '' })),
    imbalances: () =>
      imbalances([], outcomes.balance()).map(({ path = '', message }) => ({ source: path, text: message })),
    intakeAt: (at) =>
      ledger
        .lastFacts(at)
        .map(({ source, seq, receivedAt }) => ({ source, lastRecord: seq, lastReceivedAt: receivedAt })),
    receivedAt: (at) => ledger.receivedAt(at),
  };
}

const waiting = ({ seq, source, quarantine }: Outcome): QuarantinedRecord => ({
  record: seq,
  source,
  names: quarantine?.names ?? [],
  unreadable: quarantine?.unreadable ?? true,
});
