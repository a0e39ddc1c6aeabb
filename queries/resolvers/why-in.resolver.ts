import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { QueryContext } from '../context.ts';
import { Event } from '../schema/event.ts';
import { SourceRecord } from '../schema/record.ts';
import { WhyIn } from '../schema/why.ts';
import { chainEvents, chainRecords } from '../show/chain.ts';

@Resolver(() => WhyIn)
export class WhyInEvidence {
  @FieldResolver(() => [Event], { description: 'The events that state the chain, in its order.' })
  events(
    @Root() why: WhyIn,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 1,000.' }) first: number,
    @Ctx() context: QueryContext,
  ): Promise<readonly Event[]> {
    return chainEvents(context, why.edges, first);
  }

  @FieldResolver(() => [SourceRecord], { description: 'The records behind the chain, in its order.' })
  records(
    @Root() why: WhyIn,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 1,000.' }) first: number,
    @Ctx() context: QueryContext,
  ): readonly SourceRecord[] {
    return chainRecords(context, why.edges, first);
  }
}
