import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ObjectKind } from '../../graph/model/object-ref.ts';
import { Extent, Inclusion, NodeKind, QuantityReason } from './enums.ts';
import { Event } from './event.ts';
import { Named, PageInfo } from './page.ts';
import { Decimal } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'One thing or operation: all its numbers together are one row.' })
export class Row {
  @Field(() => ID, { description: 'The smallest of its keys. Stable, and what every other field takes as an id.' })
  readonly id!: string;

  @Field(() => [String], { description: 'All keys it is known by.' })
  readonly keys!: readonly string[];

  @Field(() => NodeKind, { description: 'What it is.' })
  readonly kind!: ObjectKind;

  @Field(() => String, { description: 'For people: its number, or what was done.' })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: 'Number of its material.' })
  readonly material?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Its site, where its key or all statements about it agree on one.',
  })
  readonly site?: string | undefined;

  @Field(() => [Named], {
    description: 'To whom it went, by itself or in what held it then. Only on the rows of an answer.',
  })
  readonly customers!: readonly Named[];

  @Field(() => Decimal, { nullable: true, description: 'How much it is, where exactly one statement says so.' })
  readonly quantity?: string | undefined;

  @Field(() => String, { nullable: true, description: 'UCUM code of the quantity.' })
  readonly unit?: string | undefined;

  @Field(() => QuantityReason, { nullable: true, description: 'Why no quantity is shown though some are stated.' })
  readonly quantityReason?: 'several' | undefined;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest flow edges from a start; 0 is a start. Only on the rows of an answer.',
  })
  readonly depth?: number | undefined;

  @Field(() => Inclusion, { nullable: true, description: 'How sure it is that it belongs to the answer.' })
  readonly inclusion?: 'certain' | 'possible' | undefined;

  @Field(() => Extent, { nullable: true, description: 'How much of it is reached.' })
  readonly extent?: 'whole' | undefined;

  @Field(() => String, { nullable: true, description: 'Why it is only possible.' })
  readonly reason?: string | undefined;

  @Field(() => [Int], {
    nullable: true,
    description: 'Which of the starts reach it, as ordinals. Only on the rows of an answer.',
  })
  readonly starts?: readonly number[] | undefined;

  @Field(() => [Event], {
    description:
      'What was done here or with it: the operation itself, tests, treatments, movements, newest record first, at most 8. ' +
      'With their process parameters and test results. `eventCount` says how many there are; `thing.history` has them all.',
  })
  readonly events!: readonly Event[];

  @Field(() => Int, { description: 'How many events there are.' })
  readonly eventCount!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A page of the rows of an answer, in the frozen order: depth, then id.',
})
export class RowPage {
  @Field(() => [Row], { description: 'The rows of this page.' })
  readonly rows!: readonly Row[];

  @Field(() => PageInfo, { description: 'Where it ends.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Rows that pass the filter, on all pages together.' })
  readonly total!: number;
}
