import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { QueryContext } from '../context.ts';
import { PageArgs } from '../schema/arguments.ts';
import { Completeness, GapPage, Stop } from '../schema/completeness.ts';
import { Row } from '../schema/row.ts';
import type { ShownCompleteness, ShownStop } from '../show/completeness.ts';
import { showGapPage } from '../show/gap-page.ts';
import { seedOf } from '../show/problem.ts';
import { showRows } from '../show/rows.ts';
import { wantsOf } from '../show/wants.ts';

@Resolver(() => Completeness)
export class CompletenessGaps {
  @FieldResolver(() => GapPage, { description: 'Everything that is known to be missing.' })
  gaps(
    @Root() completeness: ShownCompleteness,
    @Args(() => PageArgs) asked: PageArgs,
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GapPage> {
    return showGapPage(context, completeness, asked, wantsOf(info, 'rows', 'at'));
  }
}

@Resolver(() => Stop)
export class StopFrontier {
  @FieldResolver(() => [Row], { description: 'Some of the rows whose next level was not walked.' })
  frontier(
    @Root() { frontier, asOf }: ShownStop,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 1,000.' }) first: number,
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Row[]> {
    return showRows(context, asOf, frontier.slice(0, first).map(seedOf), wantsOf(info));
  }
}
