import { Field, ID, ObjectType, createUnionType } from 'type-graphql';
import type { ObjectKind } from '../../graph/model/object-ref.ts';
import { Certainty, NodeKind } from './enums.ts';
import { Completeness } from './completeness.ts';
import { Named, PageInfo } from './page.ts';
import { AmbiguousObject, Refusal, UnknownObject, byTypename } from './problem.ts';
import type { Tagged } from './problem.ts';
import { Row } from './row.ts';
import { LedgerPosition } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'One number of a thing.' })
export class Identifier {
  @Field(() => ID, { description: 'Key of the thing under this number.' })
  readonly id!: string;

  @Field(() => String, { description: 'Which numbering: gs1, local, supplier, uuid, uri, udi or vin.' })
  readonly scheme!: string;

  @Field(() => String, { description: 'Who gave out the number; empty for global schemes.' })
  readonly issuer!: string;

  @Field(() => String, { description: 'The number.' })
  readonly value!: string;

  @Field(() => String, { nullable: true, description: 'Number of the material it is scoped by.' })
  readonly material?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Site it is scoped by.' })
  readonly site?: string | undefined;

  @Field(() => Certainty, {
    description: 'How it is known that this number is of the same thing. A guess is no part of it.',
  })
  readonly certainty!: 'confirmed' | 'inferred';

  @Field(() => LedgerPosition, {
    nullable: true,
    description: 'Record that says so; absent for the number that was asked for.',
  })
  readonly record?: number | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What one record states about a thing. Contradicting ones stand side by side.',
})
export class Statement {
  @Field(() => String, { description: 'Name of what is stated.' })
  readonly field!: string;

  @Field(() => String, { description: 'As JSON.' })
  readonly value!: string;

  @Field(() => String, { description: 'Source that said so.' })
  readonly source!: string;

  @Field(() => LedgerPosition, { description: 'Its record.' })
  readonly record!: number;

  @Field(() => String, { description: 'Plan and version that read the record.' })
  readonly mapping!: string;

  @Field(() => LedgerPosition, { description: 'From which ledger position on it counts.' })
  readonly recordedAt!: number;
}

/** Its history and quality are paged by resolvers. */
@ObjectType({ simpleResolvers: true, description: 'One thing, with everything that is stated about it.' })
export class Thing {
  readonly keys!: readonly string[];

  @Field(() => ID, { description: 'The smallest of its keys.' })
  readonly id!: string;

  @Field(() => NodeKind, { description: 'What it is.' })
  readonly kind!: ObjectKind;

  @Field(() => String, { description: 'For people: its number.' })
  readonly label!: string;

  @Field(() => String, { nullable: true, description: 'Number of its material.' })
  readonly material?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Its site.' })
  readonly site?: string | undefined;

  @Field(() => LedgerPosition, { description: 'As known at this ledger position.' })
  readonly position!: number;

  @Field(() => [Identifier], { description: 'Every number it is known by, guesses included and marked.' })
  readonly identifiers!: readonly Identifier[];

  @Field(() => [Statement], { description: 'What records state about it: master data, origin, shipments, counts.' })
  readonly attributes!: readonly Statement[];

  @Field(() => [Named], { description: 'Orders, equipment, parties, places and documents it is joined to directly.' })
  readonly joined!: readonly Named[];

  @Field(() => Completeness, { description: 'What this rests on, and which unread records may concern it.' })
  readonly completeness!: Completeness;
}

export type ThingOutcome =
  | Tagged<'Thing', Thing>
  | Tagged<'UnknownObject', UnknownObject>
  | Tagged<'AmbiguousObject', AmbiguousObject>
  | Tagged<'Refusal', Refusal>;

export const ThingAnswer = createUnionType({
  name: 'ThingAnswer',
  description: 'A thing, or why none can be shown.',
  types: () => [Thing, UnknownObject, AmbiguousObject, Refusal] as const,
  resolveType: byTypename,
});

@ObjectType({ simpleResolvers: true, description: 'A page of what a search found, best match first.' })
export class SearchPage {
  @Field(() => [Row], { description: 'The matches of this page.' })
  readonly rows!: readonly Row[];

  @Field(() => PageInfo, { description: 'Where it ends.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Completeness, { description: 'What the search rests on, and which unread records it cannot see.' })
  readonly completeness!: Completeness;
}
