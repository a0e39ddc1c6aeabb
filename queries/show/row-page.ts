import { WhenceError } from '../../graph/errors.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { AnswerHead, RowFilter } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import { readOrdinal, writeCursor } from '../cursor.ts';
import type { RowPage } from '../schema/row.ts';
import type { RowFilterIn } from '../schema/inputs.ts';
import { showRows } from './rows.ts';
import type { RowWants } from './rows.ts';
import { asOfAnswer } from './trace.ts';

export interface PageAsked {
  readonly first: number;
  readonly after?: string | null;
  /** Ordinal to begin at; only where no cursor is given. */
  readonly at?: number | null;
}

export interface AnswerRowWants extends RowWants {
  readonly starts: boolean;
}

/** One page of an answer's rows: one call to the engine, and one to the store for each type of thing shown. */
export async function showRowPage(
  context: QueryContext,
  head: AnswerHead,
  asked: PageAsked,
  filterIn: RowFilterIn | null | undefined,
  wants: AnswerRowWants,
): Promise<RowPage> {
  const filter = readFilter(filterIn);
  const of = `rows ${head.id} ${canonicalJson(filter ?? null)}`;
  const at = typeof asked.after === 'string' ? readOrdinal(of, asked.after) : (asked.at ?? 0);
  const page = await context.traces.rows(context.view, head.id, at, asked.first, filter);
  if (page === undefined) throw new WhenceError('ANSWER_GONE');
  const ids = page.rows.map(({ id }) => id);
  const starts = wants.starts ? await context.traces.startsReaching(context.view, head.id, ids) : undefined;
  const seeds = page.rows.map((row, i) => ({ ...row, ...(starts?.[i] ? { starts: starts[i] } : {}) }));
  return {
    rows: await showRows(context, asOfAnswer(head), seeds, wants),
    pageInfo: pageInfo(of, page.next, at + page.rows.length, page.rows.length),
    total: page.total,
  };
}

/**
 * Absent and null mean the same to whoever asks, and must give the same cursor. A filter that lets everything pass is none:
 * an unfiltered page needs no order beyond itself.
 */
export function readFilter(given: RowFilterIn | null | undefined): RowFilter | undefined {
  const { kinds, materials, customers, inclusions, text } = given ?? {};
  const filter = {
    ...(kinds ? { kinds } : {}),
    ...(materials ? { materials } : {}),
    ...(customers ? { customers } : {}),
    ...(inclusions ? { inclusions } : {}),
    ...(text ? { text } : {}),
  };
  return Object.keys(filter).length > 0 ? filter : undefined;
}

export function pageInfo(
  of: string,
  next: number | undefined,
  end: number,
  shown: number,
): { readonly endCursor: string | undefined; readonly hasNextPage: boolean } {
  return { endCursor: shown > 0 ? writeCursor(of, String(next ?? end)) : undefined, hasNextPage: next !== undefined };
}

/** A page of a list that is already whole in memory. */
export function pageOf<T>(
  of: string,
  all: readonly T[],
  { first, after }: PageAsked,
): { readonly part: readonly T[]; readonly pageInfo: ReturnType<typeof pageInfo>; readonly total: number } {
  const at = typeof after === 'string' ? readOrdinal(of, after) : 0;
  const part = all.slice(at, at + first);
  const end = at + part.length;
  return { part, pageInfo: pageInfo(of, end < all.length ? end : undefined, end, part.length), total: all.length };
}
