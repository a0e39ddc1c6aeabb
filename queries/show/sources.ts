import { outcomeKinds } from '../../graph/ledger/outcomes.ts';
import type { SourceCount } from '../../graph/ledger/ledger.ts';
import type { QueryContext } from '../context.ts';
import type { SourceState } from '../schema/source-state.ts';

/** What a source said, and what became of it: the outcomes and the backlog together are all of its records. */
export async function showSources({ evidence, head }: QueryContext): Promise<readonly SourceState[]> {
  const { position } = await head();
  const outcomes = new Map(evidence.outcomes().map(({ source, counts }) => [source, counts]));
  // What people did is a record too, and of no source.
  const said = evidence.sources().filter(({ stream }) => stream !== 'decision');
  return [...Map.groupBy(said, ({ source }) => source)].map(([id, counts]) => {
    const of = outcomeKinds.map((outcome) => ({ outcome, records: outcomes.get(id)?.[outcome] ?? 0 }));
    const records = sum(counts.map(({ stored }) => stored));
    const last = counts.reduce((a, b) => (b.lastSeq > a.lastSeq ? b : a));
    return {
      id,
      records,
      redelivered: sum(counts.map(({ redelivered }) => redelivered)),
      ...lastOf(last),
      appliedPosition: position,
      backlog: Math.max(0, records - sum(of.map((one) => one.records))),
      quarantined: outcomes.get(id)?.quarantined ?? 0,
      outcomes: of,
    };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const lastOf = ({ lastSeq, lastReceivedAt }: SourceCount): { lastRecord: number; lastReceivedAt: string } => ({
  lastRecord: lastSeq,
  lastReceivedAt,
});
