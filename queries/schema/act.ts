import { Field, Int, ObjectType, createUnionType } from 'type-graphql';
import type { OutcomeKind } from '../../graph/ledger/outcomes.ts';
import { RecordOutcome, words } from './enums.ts';
import { Refusal, byTypename } from './problem.ts';
import type { Tagged } from './problem.ts';
import { LedgerPosition } from './scalars.ts';
import { OutcomeCount } from './source-state.ts';

export const QuarantineAction = words<'retry' | 'waive'>('QuarantineAction', 'What to do with records that wait.', {
  retry: 'Read them again, in ledger order, under what is in effect now.',
  waive: 'Put them aside for a reason: they state nothing, and answers that they may concern say so.',
});

@ObjectType({ simpleResolvers: true, description: 'An act on quarantined records, and what became of them by it.' })
export class QuarantineActDone {
  @Field(() => LedgerPosition, { description: 'Record of the act; what it changed counts from there on.' })
  readonly position!: number;

  @Field(() => Int, { description: 'Records it was about.' })
  readonly records!: number;

  @Field(() => [OutcomeCount], { description: 'What they are now.' })
  readonly outcomes!: readonly { readonly outcome: OutcomeKind; readonly records: number }[];

  @Field(() => Int, { description: 'Records of the group that were too many for one act; do it again for them.' })
  readonly left!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A statement that a person made.' })
export class Decision {
  @Field(() => LedgerPosition, { description: 'Its record; it counts from there on.' })
  readonly position!: number;

  @Field(() => RecordOutcome, { description: 'What became of the record.' })
  readonly outcome!: OutcomeKind | 'pending';
}

export const QuarantineActAnswer = createUnionType({
  name: 'QuarantineActAnswer',
  description: 'What was done, or why nothing was.',
  types: () => [QuarantineActDone, Refusal] as const,
  resolveType: byTypename,
});
export type QuarantineActOutcome = Tagged<'QuarantineActDone', QuarantineActDone> | Tagged<'Refusal', Refusal>;

export const DecisionAnswer = createUnionType({
  name: 'DecisionAnswer',
  description: 'The statement that was made, or why none was.',
  types: () => [Decision, Refusal] as const,
  resolveType: byTypename,
});
export type DecisionOutcome = Tagged<'Decision', Decision> | Tagged<'Refusal', Refusal>;
