import { ArgsType, Field, Int } from 'type-graphql';
import { Direction } from './enums.ts';
import { AsOfIn, BudgetIn, RowFilterIn, RulesIn, SearchFilterIn, StartIn } from './inputs.ts';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: 'How many, 1 to 1,000.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor of the page before.' })
  readonly after?: string | null;
}

@ArgsType()
export class TraceArgs {
  @Field(() => [StartIn], { description: 'What to start from; at most 500.' })
  readonly starts!: readonly StartIn[];

  @Field(() => Direction, { description: 'Which way to walk.' })
  readonly direction!: 'forward' | 'backward';

  @Field(() => RulesIn, { nullable: true, description: 'Narrower rules; the conservative ones where absent.' })
  readonly rules?: RulesIn | null;

  @Field(() => AsOfIn, { nullable: true, description: 'As valid when, as known when.' })
  readonly asOf?: AsOfIn | null;

  @Field(() => BudgetIn, { nullable: true, description: 'How much work it may cost.' })
  readonly budget?: BudgetIn | null;
}

@ArgsType()
export class AnswerRowsArgs extends PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Ordinal to begin at in the frozen, filtered order, where no cursor is given.',
  })
  readonly at?: number | null;

  @Field(() => RowFilterIn, { nullable: true, description: 'Show these rows only.' })
  readonly filter?: RowFilterIn | null;
}

@ArgsType()
export class SearchArgs extends PageArgs {
  @Field(() => String, { description: 'A number or a part of one, at most 256 characters.' })
  readonly text!: string;

  @Field(() => SearchFilterIn, { nullable: true, description: 'Search among these only.' })
  readonly filter?: SearchFilterIn | null;
}
