import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { QueryContext } from '../context.ts';
import type { GapPage } from '../schema/completeness.ts';
import { gapRemedies } from './completeness.ts';
import type { ShownCompleteness } from './completeness.ts';
import { seedOf } from './problem.ts';
import { pageOf } from './row-page.ts';
import type { PageAsked } from './row-page.ts';
import { showRows } from './rows.ts';
import type { RowWants } from './rows.ts';

export async function showGapPage(
  context: QueryContext,
  { known: { gaps, gapCounts }, asOf }: ShownCompleteness,
  asked: PageAsked,
  wants: RowWants,
): Promise<GapPage> {
  const of = `gaps ${asOf.position} ${canonicalJson(gapCounts)} ${gaps[0]?.text ?? ''}`;
  const { part, ...page } = pageOf(of, gaps, asked);
  const keys = [...new Set(part.flatMap(({ at }) => at ?? []))];
  const rows = new Map((await showRows(context, asOf, keys.map(seedOf), wants)).map((row) => [row.id, row]));
  const shown = part.map(({ at, ...gap }) => ({
    ...gap,
    at: at === undefined ? undefined : rows.get(at),
    remedy: gapRemedies[gap.kind],
  }));
  return { rows: shown, ...page };
}
