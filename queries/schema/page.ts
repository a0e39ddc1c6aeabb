import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Decimal } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'Where a page ends and whether another follows.' })
export class PageInfo {
  @Field(() => String, {
    nullable: true,
    description: 'Give it as `after` to get the next page; absent on an empty page.',
  })
  readonly endCursor?: string | undefined;

  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  readonly hasNextPage!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How many rows are certain and how many only possible. They are never added up for you.',
})
export class Counts {
  @Field(() => Int, { description: 'Rows whose inclusion is certain.' })
  readonly certain!: number;

  @Field(() => Int, { description: 'Rows whose inclusion is possible.' })
  readonly possible!: number;
}

@ObjectType({ simpleResolvers: true, description: 'An object that is only named: a customer, an equipment.' })
export class Named {
  @Field(() => ID, { description: 'Its key.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its declared name, else its number.' })
  readonly label!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An exact amount with its unit.' })
export class Quantity {
  @Field(() => Decimal, { description: 'How much.' })
  readonly value!: string;

  @Field(() => String, { description: 'UCUM code; `{piece}` for pieces.' })
  readonly unit!: string;
}
