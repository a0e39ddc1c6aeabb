import { WhenceError } from '../../graph/errors.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AsOf, StoredEdge } from '../../graph/store/store.ts';
import type { AnswerHead } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import { readOrdinal } from '../cursor.ts';
import type { EdgePage } from '../schema/edge.ts';
import { showEdge } from './edge.ts';
import type { Labels } from './edge.ts';
import { labelOf } from './label.ts';
import { pageInfo } from './row-page.ts';
import type { PageAsked } from './row-page.ts';
import { asOfAnswer } from './trace.ts';

export async function showEdgePage(
  context: QueryContext,
  head: AnswerHead,
  asked: PageAsked,
  withLabels: boolean,
): Promise<EdgePage> {
  const { view, store, traces } = context;
  const of = `edges ${head.id}`;
  const at = typeof asked.after === 'string' ? readOrdinal(of, asked.after) : 0;
  const page = await traces.edges(view, head.id, at, asked.first);
  if (page === undefined) throw new WhenceError('ANSWER_GONE');
  const asOf = asOfAnswer(head);
  const stated = new Map(
    (
      await store.edges(
        view,
        asOf,
        page.map(({ eid }) => eid),
      )
    ).map((edge) => [edge.eid, edge]),
  );
  const labels = withLabels ? await labelsOf(context, asOf, [...stated.values()]) : noLabels;
  const total = head.summary.edges;
  const end = at + page.length;
  return {
    rows: page.flatMap((answered) => {
      const edge = stated.get(answered.eid);
      return edge ? [showEdge(edge, labels, answered)] : [];
    }),
    pageInfo: pageInfo(of, end < total ? end : undefined, end, page.length),
    total,
  };
}

const noLabels: Labels = new Map();

export async function labelsOf(
  { view, store }: QueryContext,
  asOf: AsOf,
  edges: readonly StoredEdge[],
): Promise<ReadonlyMap<ObjectKey, string>> {
  const keys = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const details = keys.length === 0 ? [] : await store.hydrate(view, asOf, keys);
  return new Map(details.map((detail) => [detail.key, labelOf(detail)]));
}
