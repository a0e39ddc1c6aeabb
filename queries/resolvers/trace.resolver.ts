import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { QueryContext } from '../context.ts';
import { TraceArgs } from '../schema/arguments.ts';
import { TraceAnswer } from '../schema/trace.ts';
import type { TraceOutcome } from '../schema/trace.ts';
import { refusal } from '../show/problem.ts';
import { showTrace } from '../show/trace.ts';
import { wantsOfRows } from '../show/wants.ts';
import { askTrace } from '../starts/ask-trace.ts';
import { startsOf } from '../starts/resolve-starts.ts';

@Resolver()
export class TraceQueries {
  @Query(() => TraceAnswer, { description: 'What came into the given things, or what they went into.' })
  async trace(
    @Args(() => TraceArgs) args: TraceArgs,
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<TraceOutcome> {
    const outcome = await askTrace(context, args, wantsOfRows(info));
    context.answers.push(outcome.__typename === 'Trace' ? outcome.completeness.status : outcome.__typename);
    return outcome;
  }

  @Query(() => TraceAnswer, { description: 'The same answer again: equal ids have equal rows, edges and digests.' })
  async traceById(
    @Arg('id', () => ID, { description: 'Id of an answer.' }) id: string,
    @Ctx() context: QueryContext,
  ): Promise<TraceOutcome> {
    const head = await context.traces.answer(context.view, id);
    if (head === undefined) return refusal('ANSWER_GONE', 'No answer is known under this id.', ['id']);
    return { __typename: 'Trace', ...showTrace(context, head, await startsOf(context, head), []) };
  }
}
