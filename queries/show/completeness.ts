import type { AsOf } from '../../graph/store/store.ts';
import type { Completeness as Known, GapKind, Stop as KnownStop } from '../../trace/answer.ts';
import type { Completeness } from '../schema/completeness.ts';

const scopeNotice = 'This shows what you may see, as it was recorded up to the stated ledger position.';

/** What the resolvers of gaps and frontier need, beside what is shown at once. */
export interface ShownCompleteness extends Completeness {
  readonly known: Known;
  readonly asOf: AsOf;
}

export interface ShownStop extends KnownStop {
  readonly asOf: AsOf;
}

export function showCompleteness(known: Known, asOf: AsOf): ShownCompleteness {
  const { status, gapCounts, sources, stop, notes } = known;
  const shownStop: ShownStop | undefined = stop && { ...stop, asOf };
  return { status, gapCounts, sources, notes, stop: shownStop, scopeNotice, known, asOf };
}

export const gapRemedies: Readonly<Record<GapKind, string>> = {
  NO_ORIGIN: 'Find the receipt or the production record of the thing; a source may not be connected yet.',
  CLASS_ONLY:
    'Have the source record the lot; until then treat every lot of the material that was at hand as possible.',
  UNRESOLVED: 'State which thing is meant (an identify record), or correct the number at its source.',
  QUARANTINED: 'Look at the record in the quarantine; correct the plan or the table, and it is read again.',
  SOURCE_GAP: 'Have the source send the interval again, or look into its own archive for it.',
  SOURCE_LAG: 'Wait for the source, or find out why it is late.',
  RULE_PENDING: 'Look at the record itself; this version does not follow what it states.',
  BALANCE: 'Keep the data folder and report it; count on no answer until it is explained.',
  VIEW_LIMIT: 'Ask somebody who may see everything.',
};
