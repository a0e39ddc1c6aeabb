import type { QueryContext } from '../context.ts';
import { readOrdinal, writeCursor } from '../cursor.ts';
import type { QuarantineGroupPage } from '../schema/record.ts';
import { adviceOf } from './record.ts';
import type { PageAsked } from './row-page.ts';

const sampled = 5;

/** Groups come and go while somebody pages: each page begins behind the first record of the group before. */
export function showQuarantine(
  { evidence }: QueryContext,
  source: string | undefined,
  { first, after }: PageAsked,
): QuarantineGroupPage {
  const of = `quarantine ${source ?? ''}`;
  const groups = evidence.groups(source);
  const behind = typeof after === 'string' ? readOrdinal(of, after) : 0;
  const ahead = groups.filter(({ firstSeq }) => firstSeq > behind).sort((a, b) => a.firstSeq - b.firstSeq);
  const shown = ahead.slice(0, first);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ firstSeq, lastSeq, ...group }) => ({
      ...group,
      ...adviceOf(group.code),
      firstRecord: firstSeq,
      lastRecord: lastSeq,
      since: evidence.receivedAt(firstSeq),
      sample: evidence.sample(group.id, sampled),
    })),
    pageInfo: {
      endCursor: last && writeCursor(of, String(last.firstSeq)),
      hasNextPage: ahead.length > shown.length,
    },
    total: groups.length,
  };
}
