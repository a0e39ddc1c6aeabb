import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { QueryContext } from '../context.ts';
import { PageArgs } from '../schema/arguments.ts';
import { EventPage } from '../schema/event.ts';
import { AsOfIn, ThingRef } from '../schema/inputs.ts';
import { Thing, ThingAnswer } from '../schema/thing.ts';
import type { ThingOutcome } from '../schema/thing.ts';
import { showHistory } from '../show/history.ts';
import { findThing } from '../show/thing.ts';
import { wantsOfRows } from '../show/wants.ts';

const tests: ReadonlySet<string> = new Set(['inspect', 'observe', 'disposition']);

@Resolver(() => Thing)
export class ThingQueries {
  @Query(() => ThingAnswer, { description: 'One thing, with everything that is stated about it.' })
  thing(
    @Arg('ref', () => ThingRef, { description: 'Which thing.' }) ref: ThingRef,
    @Arg('asOf', () => AsOfIn, { nullable: true, description: 'As known when; `validAt` is for traces only.' })
    asOf: AsOfIn | null,
    @Ctx() context: QueryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ThingOutcome> {
    return findThing(context, ref, asOf?.position ?? undefined, wantsOfRows(info));
  }

  @FieldResolver(() => EventPage, {
    description: 'Everything that happened to it, retracted statements included and marked. Newest record first.',
  })
  history(
    @Root() thing: Thing,
    @Args(() => PageArgs) asked: PageArgs,
    @Ctx() context: QueryContext,
  ): Promise<EventPage> {
    return showHistory(context, { position: thing.position }, thing.keys, asked);
  }

  @FieldResolver(() => EventPage, { description: 'Tests, observations and decisions on it. Newest record first.' })
  quality(
    @Root() thing: Thing,
    @Args(() => PageArgs) asked: PageArgs,
    @Ctx() context: QueryContext,
  ): Promise<EventPage> {
    return showHistory(context, { position: thing.position }, thing.keys, asked, tests);
  }
}
