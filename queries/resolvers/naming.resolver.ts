import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { QueryContext } from '../context.ts';
import { SearchArgs } from '../schema/arguments.ts';
import { Reading } from '../schema/problem.ts';
import { SearchPage } from '../schema/thing.ts';
import { readTexts } from '../show/readings.ts';
import { search } from '../show/search.ts';
import { wantsOf } from '../show/wants.ts';

@Resolver()
export class NamingQueries {
  @Query(() => [Reading], {
    description: 'Every way to understand what was scanned or typed that names something known.',
  })
  resolve(
    @Arg('texts', () => [String], { description: 'Barcodes, keys or plain numbers; at most 100.' }) texts: string[],
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Reading[]> {
    return readTexts(context, texts, wantsOf(info, 'matches'));
  }

  @Query(() => SearchPage, {
    description: 'Things and other objects whose number is, begins with or holds the text, in this order.',
  })
  search(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SearchPage> {
    return search(context, args, wantsOf(info, 'rows'));
  }
}
