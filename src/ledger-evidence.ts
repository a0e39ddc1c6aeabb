import type { LedgerReader } from '../graph/ledger/ledger.ts';
import type { OutcomesReader } from '../graph/ledger/outcomes.ts';
import type { Evidence } from '../trace/evidence.ts';

/** What completeness asks of ledger and outcomes. */
export function evidenceOf(ledger: LedgerReader, outcomes: OutcomesReader): Evidence {
  return {
    quarantinedAt: (at) =>
      outcomes.quarantinedAt(at).map(({ seq, source, quarantine }) => ({
        record: seq,
        source,
        names: quarantine?.names ?? [],
        unreadable: quarantine?.unreadable ?? true,
      })),
    intakeAt: (at) =>
      ledger
        .lastFacts(at)
        .map(({ source, seq, receivedAt }) => ({ source, lastRecord: seq, lastReceivedAt: receivedAt })),
    receivedAt: (at) => ledger.receivedAt(at),
  };
}
