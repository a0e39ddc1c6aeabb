import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { QueryContext } from '../context.ts';
import { DecisionAnswer, QuarantineAction, QuarantineActAnswer } from '../schema/act.ts';
import type { DecisionOutcome, QuarantineActOutcome } from '../schema/act.ts';
import { ThingRef } from '../schema/inputs.ts';
import { actOnQuarantine } from '../show/act-on-quarantine.ts';
import { identify, retract } from '../show/decide.ts';

const once = {
  nullable: true,
  description: 'Your name for this act. Asked again under it, it is not done again and the answer is the one of then.',
};
const why = { description: 'Why; it stands in the audit trail.' };

/** Each appends one record, which is its audit entry, or changes nothing (A8). */
@Resolver()
export class ActMutations {
  @Mutation(() => QuarantineActAnswer, { description: 'Reads the waiting records of a group again, or waives them.' })
  actOnQuarantine(
    @Arg('group', () => ID, { description: 'Group, as `quarantine` gives it.' }) group: string,
    @Arg('action', () => QuarantineAction, { description: 'What to do.' }) action: 'retry' | 'waive',
    @Arg('reason', () => String, why) reason: string,
    @Arg('key', () => ID, once) key: string | undefined,
    @Ctx() context: QueryContext,
  ): Promise<QuarantineActOutcome> {
    return actOnQuarantine(context, { group, action, reason, key: key ?? undefined });
  }

  @Mutation(() => DecisionAnswer, {
    description: 'States that several numbers are of one thing, or that they are not.',
  })
  identify(
    @Arg('same', () => [ThingRef], { description: 'The things, two to ten.' }) same: ThingRef[],
    @Arg('are', () => Boolean, { defaultValue: true, description: 'False: they are not one thing.' }) are: boolean,
    @Arg('reason', () => String, why) reason: string,
    @Arg('key', () => ID, once) key: string | undefined,
    @Ctx() context: QueryContext,
  ): Promise<DecisionOutcome> {
    return identify(context, same, are, { reason, key: key ?? undefined });
  }

  @Mutation(() => DecisionAnswer, {
    description: 'States that an event did not happen: as if it had never been stated, but in the past.',
  })
  retract(
    @Arg('event', () => ID, { description: 'Its event key, as an edge or a history gives it.' }) event: string,
    @Arg('reason', () => String, why) reason: string,
    @Arg('key', () => ID, once) key: string | undefined,
    @Ctx() context: QueryContext,
  ): Promise<DecisionOutcome> {
    return retract(context, event, { reason, key: key ?? undefined });
  }
}
