import type { Completeness, Gap, Stop } from './answer.ts';
import { outOfBalance } from './gaps/balance.ts';
import { classOnly } from './gaps/class-only.ts';
import type { AskedAnswer, GapList } from './gaps/asked.ts';
import { gapList } from './gaps/asked.ts';
import { noOrigin } from './gaps/no-origin.ts';
import { quarantined, waivedNotes } from './gaps/quarantined.ts';
import { rulePending } from './gaps/rule-pending.ts';
import { severalMakers } from './gaps/several-makers.ts';
import { sourceGaps } from './gaps/source-gap.ts';
import { sourceLags } from './gaps/source-lag.ts';
import { unresolved } from './gaps/unresolved.ts';

/** What the answer rests on and what it lacks, in data (trace.md §5). It is complete only if nothing is found missing. */
export function completenessOf(asked: AskedAnswer, stop: Stop | undefined, notes: readonly string[]): Completeness {
  const found = [
    noOrigin(asked),
    classOnly(asked),
    unresolved(asked),
    quarantined(asked),
    sourceGaps(asked),
    sourceLags(asked),
    rulePending(asked),
    outOfBalance(asked),
    viewLimit(asked),
  ].filter(({ count }) => count > 0);
  return {
    status: stop ? 'truncated' : found.length > 0 ? 'gapped' : 'complete',
    // The limit of a view has no number: it must not depend on what is hidden.
    gapCounts: found.map(({ kind, count }) => (kind === 'VIEW_LIMIT' ? { kind } : { kind, count })),
    gaps: found.flatMap(({ gaps }): readonly Gap[] => gaps),
    ...(stop ? { stop } : {}),
    sources: asked.sources.basis(),
    notes: [...notes, ...conflicts(asked), ...severalMakers(asked), ...waivedNotes(asked)],
  };
}

function viewLimit({ view }: AskedAnswer): GapList {
  const text = 'You may not see everything. What you may not see is not counted here.';
  return gapList('VIEW_LIMIT', view.everything ? [] : [{ text }]);
}

function conflicts({ rows, frozen, notable }: AskedAnswer): readonly string[] {
  return notable.flatMap((place) =>
    rows.identity
      .conflicts(frozen.row(place))
      .map(([a, b]) => `Stated to be one thing, and not to be one thing: ${a} and ${b}.`),
  );
}
