import { Field, ID, Int, ObjectType, createUnionType } from 'type-graphql';
import type { WhyOut as Out } from '../../trace/answer.ts';
import { Certainty, Inclusion, WhyOutReason } from './enums.ts';
import { Edge } from './edge.ts';
import { byTypename } from './problem.ts';
import type { Tagged } from './problem.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'One member of a group of alternatives, with the chain that reaches it.',
})
export class WhyMember {
  @Field(() => ID, { description: 'Row id of the member.' })
  readonly member!: string;

  @Field(() => String, { description: 'The member for people.' })
  readonly label!: string;

  @Field(() => [Edge], { description: 'The chain from a start to it.' })
  readonly edges!: readonly Edge[];
}

@ObjectType({ simpleResolvers: true, description: 'The chain of statements that puts a thing into the answer.' })
export class WhyIn {
  @Field(() => [Edge], { description: 'One shortest chain from a start to the row; a certain one where there is one.' })
  readonly edges!: readonly Edge[];

  @Field(() => Certainty, { description: 'The weakest link of the chain.' })
  readonly weakest!: 'confirmed' | 'inferred';

  @Field(() => Inclusion, { description: 'How sure it is that the row belongs to the answer.' })
  readonly inclusion!: 'certain' | 'possible';

  @Field(() => [WhyMember], {
    description: 'For a row that alternatives prove together: one chain for each of them. Empty for every other row.',
  })
  readonly group!: readonly WhyMember[];

  @Field(() => Boolean, { description: 'Whether other chains lead there too.' })
  readonly otherPaths!: boolean;

  @Field(() => [Int], { description: 'Which of the starts reach it, as ordinals.' })
  readonly startsReaching!: readonly number[];
}

@ObjectType({ simpleResolvers: true, description: 'What keeps a thing out of the answer.' })
export class WhyOut {
  @Field(() => WhyOutReason, { description: 'The first thing that keeps it out.' })
  readonly reason!: Out['reason'];

  @Field(() => String, { nullable: true, description: 'Number of the rule that does, e.g. T5.' })
  readonly rule?: string | undefined;

  @Field(() => String, { description: 'The case in one sentence.' })
  readonly text!: string;

  @Field(() => [Edge], { description: 'Edges that would have led there but for that.' })
  readonly nearest!: readonly Edge[];
}

export type WhyAnswer = Tagged<'WhyIn', WhyIn> | Tagged<'WhyOut', WhyOut>;

export const Why = createUnionType({
  name: 'Why',
  description: 'Why a thing is in an answer, or why it is not.',
  types: () => [WhyIn, WhyOut] as const,
  resolveType: byTypename,
});
