import { Field, Int, ObjectType } from 'type-graphql';
import { words } from './enums.ts';
import { Named, PageInfo } from './page.ts';
import { LedgerPosition } from './scalars.ts';

export type GuessStateName = 'open' | 'one thing' | 'two things';
export const GuessState = words<GuessStateName>('GuessState', 'Whether somebody has decided a guess.', {
  open: 'Nobody has; traces walk it as possible.',
  'one thing': 'A record or a person says that both numbers are of one thing.',
  'two things': 'A person says that they are of two.',
});

@ObjectType({ simpleResolvers: true, description: 'Two numbers that look like one. Software never confirms it.' })
export class Guess {
  @Field(() => Named, { description: 'The thing as its record names it.' })
  readonly stated!: Named;

  @Field(() => Named, { description: 'The thing that may have been meant.' })
  readonly mayBe!: Named;

  @Field(() => String, { description: 'Source of the records.' })
  readonly source!: string;

  @Field(() => LedgerPosition, { description: 'The first record that names it so.' })
  readonly record!: number;

  @Field(() => Int, { description: 'How many records of this page name it so.' })
  readonly records!: number;

  @Field(() => GuessState, { description: 'Whether it is decided.' })
  readonly state!: GuessStateName;
}

@ObjectType({ simpleResolvers: true, description: 'A page of guesses.' })
export class GuessPage {
  @Field(() => [Guess], { description: 'The guesses of this page, by their first record.' })
  readonly rows!: readonly Guess[];

  @Field(() => PageInfo, { description: 'Where it ends; a page is of records, so it may hold fewer guesses.' })
  readonly pageInfo!: PageInfo;
}
