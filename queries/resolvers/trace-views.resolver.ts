import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Resolver, Root } from 'type-graphql';
import { WhenceError } from '../../graph/errors.ts';
import type { GroupBy } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import { selects } from '../selects.ts';
import { AnswerRowsArgs, PageArgs } from '../schema/arguments.ts';
import { EdgePage } from '../schema/edge.ts';
import { GroupKey } from '../schema/enums.ts';
import { RowFilterIn } from '../schema/inputs.ts';
import { RowPage } from '../schema/row.ts';
import { Digest } from '../schema/scalars.ts';
import { Group, Trace } from '../schema/trace.ts';
import { Why } from '../schema/why.ts';
import type { WhyAnswer } from '../schema/why.ts';
import { showEdgePage } from '../show/edge-page.ts';
import { showGroups } from '../show/groups.ts';
import { readFilter, showRowPage } from '../show/row-page.ts';
import { digestText } from '../show/trace.ts';
import { wantsOf } from '../show/wants.ts';
import { showWhy } from '../show/why.ts';

/** Rows, edges, groups and reasons are views of one frozen answer. */
@Resolver(() => Trace)
export class TraceViews {
  @FieldResolver(() => Digest, {
    description: 'SHA-256 over the sorted lines of its rows and edges: anyone can find it again.',
  })
  async digest(@Root() { head }: Trace, @Ctx() { traces, view }: QueryContext): Promise<string> {
    const digest = await traces.digest(view, head.id);
    if (digest === undefined) throw new WhenceError('ANSWER_GONE');
    return digestText(digest);
  }

  @FieldResolver(() => RowPage, { description: 'Things and operations of the answer, nearest first.' })
  rows(
    @Root() { head }: Trace,
    @Args(() => AnswerRowsArgs) { filter, ...asked }: AnswerRowsArgs,
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RowPage> {
    const wants = { ...wantsOf(info, 'rows'), starts: selects(info, 'rows', 'starts') };
    return showRowPage(context, head, asked, filter, wants);
  }

  @FieldResolver(() => EdgePage, { description: 'The statements that link the rows.' })
  edges(
    @Root() { head }: Trace,
    @Args(() => PageArgs) asked: PageArgs,
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EdgePage> {
    const withLabels = selects(info, 'rows', 'fromLabel') || selects(info, 'rows', 'toLabel');
    return showEdgePage(context, head, asked, withLabels);
  }

  @FieldResolver(() => [Group], {
    description: 'Rows counted by one or more of their properties, certain and possible apart.',
  })
  groups(
    @Root() { head }: Trace,
    @Arg('by', () => [GroupKey], { description: 'By what to count, at most three.' }) by: GroupBy[],
    @Arg('filter', () => RowFilterIn, { nullable: true, description: 'Count these rows only.' })
    filter: RowFilterIn | null,
    @Arg('first', () => Int, {
      defaultValue: 300,
      description: 'How many groups, 1 to 1,000; the rest is held together in the last.',
    })
    first: number,
    @Ctx() context: QueryContext,
  ): Promise<readonly Group[]> {
    return showGroups(context, head, by, readFilter(filter), first);
  }

  @FieldResolver(() => Why, { description: 'Why a thing is in this answer, down to the statements; or why it is not.' })
  why(
    @Root() { head }: Trace,
    @Arg('id', () => ID, { description: 'Key of the thing.' }) id: string,
    @Ctx() context: QueryContext,
  ): Promise<WhyAnswer> {
    return showWhy(context, head, id);
  }
}
