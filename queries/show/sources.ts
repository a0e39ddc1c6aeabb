import { outcomeKinds } from '../../graph/ledger/outcomes.ts';
import type { QueryContext } from '../context.ts';
import type { SourceState } from '../schema/source-state.ts';

/** What a source said, and what became of it: the outcomes and the backlog together are all of its records. */
export async function showSources({ evidence, head }: QueryContext): Promise<readonly SourceState[]> {
  const { position } = await head();
  const known = new Map(evidence.outcomes().map(({ source, counts }) => [source, counts]));
  return evidence
    .sources()
    .filter(({ stream }) => stream === 'fact')
    .map(({ source, stored, redelivered, lastSeq, lastReceivedAt }) => {
      const counts = known.get(source);
      const outcomes = outcomeKinds.map((outcome) => ({ outcome, records: counts?.[outcome] ?? 0 }));
      const done = outcomes.reduce((sum, { records }) => sum + records, 0);
      return {
        id: source,
        records: stored,
        redelivered,
        lastRecord: lastSeq,
        lastReceivedAt,
        appliedPosition: position,
        backlog: Math.max(0, stored - done),
        quarantined: counts?.quarantined ?? 0,
        outcomes,
      };
    });
}
