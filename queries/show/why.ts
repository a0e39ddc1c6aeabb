import { WhenceError } from '../../graph/errors.ts';
import type { StoredEdge } from '../../graph/store/store.ts';
import type { AnswerHead, WhyIn } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import type { WhyAnswer } from '../schema/why.ts';
import { showEdge } from './edge.ts';
import { labelsOf } from './edge-page.ts';
import { labelOfKey } from './label.ts';
import { asOfAnswer } from './trace.ts';

/** The chain that leads there, or what keeps it out. All ends are named by one store call. */
export async function showWhy(context: QueryContext, head: AnswerHead, id: string): Promise<WhyAnswer> {
  const why = await context.traces.why(context.view, head.id, id);
  if (why === undefined) throw new WhenceError('ANSWER_GONE');
  const edges = why.kind === 'in' ? [...why.edges, ...membersOf(why).flatMap((member) => member.edges)] : why.nearest;
  const labels = await labelsOf(context, asOfAnswer(head), edges);
  const shown = (chain: readonly StoredEdge[]) => chain.map((edge) => showEdge(edge, labels));
  if (why.kind === 'out') return { __typename: 'WhyOut', ...why, nearest: shown(why.nearest) };
  return {
    __typename: 'WhyIn',
    edges: shown(why.edges),
    weakest: why.weakest,
    inclusion: why.inclusion,
    group: membersOf(why).map(({ member, edges: chain }) => ({
      member,
      label: labels.get(member) ?? labelOfKey(member),
      edges: shown(chain),
    })),
    otherPaths: why.otherPaths,
    startsReaching: why.startsReaching,
  };
}

const membersOf = ({ group = [] }: WhyIn): NonNullable<WhyIn['group']> => group;
