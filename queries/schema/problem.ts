import { Field, InterfaceType, ObjectType } from 'type-graphql';
import { Row } from './row.ts';

@InterfaceType({
  description: 'An expected outcome that is no answer. What went wrong in our house is in `errors` instead.',
})
export abstract class Problem {
  @Field(() => String, { description: 'Its code; `docs/errors.md` lists them.' })
  readonly code!: string;

  @Field(() => String, { description: 'The case in one sentence.' })
  readonly message!: string;

  @Field(() => String, { description: 'What to do.' })
  readonly remedy!: string;
}

@ObjectType({
  simpleResolvers: true,
  implements: Problem,
  description: 'Nothing is known under that name. Never an empty answer.',
})
export class UnknownObject extends Problem {
  @Field(() => [Row], { description: 'Known things with similar numbers, at most ten.' })
  readonly near!: readonly Row[];
}

@ObjectType({ simpleResolvers: true, description: 'One way to understand a text, and the things it then names.' })
export class Reading {
  @Field(() => String, { description: 'The text as it was given.' })
  readonly input!: string;

  @Field(() => String, { description: 'How it was read: key, gs1, plain, lot, serial or identifier.' })
  readonly syntax!: string;

  @Field(() => String, { description: 'What it then says.' })
  readonly as!: string;

  @Field(() => Boolean, {
    description: 'Whether the reader had to guess where a field ends, because separators are missing.',
  })
  readonly guessed!: boolean;

  @Field(() => [Row], { description: 'Known things that it names, at most ten.' })
  readonly matches!: readonly Row[];
}

@ObjectType({
  simpleResolvers: true,
  implements: Problem,
  description: 'Several known things bear that name; say which is meant by its id.',
})
export class AmbiguousObject extends Problem {
  @Field(() => [Reading], { description: 'Every way to understand it that names something known.' })
  readonly readings!: readonly Reading[];
}

@ObjectType({
  simpleResolvers: true,
  implements: Problem,
  description: 'The question was understood and cannot be answered as asked.',
})
export class Refusal extends Problem {
  @Field(() => [String], { description: 'Which of its fields to change.' })
  readonly fields!: readonly string[];
}

/** Resolvers answer with plain data, so a member says what it is. */
export type Tagged<Name extends string, T> = T & { readonly __typename: Name };

/** Of whatever union: the name that the value carries. */
export const byTypename = (value: object): string => (value as Tagged<string, object>).__typename;
