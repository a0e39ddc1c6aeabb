import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ChoiceKind as Choice, EdgeKind as Kind } from '../../graph/store/changes.ts';
import { Certainty, ChoiceKind, EdgeKind, Phase } from './enums.ts';
import { PageInfo, Quantity } from './page.ts';
import { DateTime, LedgerPosition } from './scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'What one statement says between two objects, with who said so, when, and read how.',
})
export class Edge {
  @Field(() => ID, { description: 'Its id: event key, position, role and ordinal.' })
  readonly id!: string;

  @Field(() => EdgeKind, { description: 'What it states.' })
  readonly kind!: Kind;

  @Field(() => ID, { description: "Where suspicion comes from: the row's id in an answer, else the key as stated." })
  readonly from!: string;

  @Field(() => ID, { description: "Where suspicion goes to: the row's id in an answer, else the key as stated." })
  readonly to!: string;

  @Field(() => ID, { description: 'Key of `from` as the record names it.' })
  readonly fromKey!: string;

  @Field(() => ID, { description: 'Key of `to` as the record names it.' })
  readonly toKey!: string;

  @Field(() => String, { description: '`from` for people.' })
  readonly fromLabel!: string;

  @Field(() => String, { description: '`to` for people.' })
  readonly toLabel!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it held, or began to.' })
  readonly validFrom?: string | undefined;

  @Field(() => DateTime, { nullable: true, description: 'Until when, where the statement says so.' })
  readonly validTo?: string | undefined;

  @Field(() => String, { nullable: true, description: 'How exactly the source states the time: ns … day.' })
  readonly precision?: string | undefined;

  @Field(() => Phase, {
    nullable: true,
    description: 'Of a window (packed, installed): whether it states the beginning or the end.',
  })
  readonly phase?: 'begin' | 'end' | undefined;

  @Field(() => Quantity, { nullable: true, description: 'How much of it.' })
  readonly quantity?: Quantity | undefined;

  @Field(() => Certainty, { description: 'How it is known.' })
  readonly certainty!: 'confirmed' | 'inferred';

  @Field(() => ID, { nullable: true, description: 'Which group of alternatives it belongs to.' })
  readonly choice?: string | undefined;

  @Field(() => ChoiceKind, { nullable: true, description: 'How many of the alternatives are true.' })
  readonly choiceKind?: Choice | undefined;

  @Field(() => Int, { nullable: true, description: 'How many alternatives there are.' })
  readonly choiceSize?: number | undefined;

  @Field(() => String, { nullable: true, description: 'In which use: consumed, process aid, product, scrap …' })
  readonly use?: string | undefined;

  @Field(() => [String], { nullable: true, description: 'Where the part sits in its assembly.' })
  readonly position?: readonly string[] | undefined;

  @Field(() => String, { nullable: true, description: 'How it is known: scan, message, backflush, time window …' })
  readonly method?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'A time out of order, taken for a fault of a clock or of keying. It removes nothing. Only on the edges of an answer.',
  })
  readonly anomaly?: string | undefined;

  @Field(() => String, { description: 'actual, planned or maintained.' })
  readonly context!: string;

  @Field(() => String, { nullable: true, description: 'Site of the fact.' })
  readonly site?: string | undefined;

  @Field(() => ID, { description: 'Key of the event that states it.' })
  readonly event!: string;

  @Field(() => LedgerPosition, { description: 'From which ledger position on it counts.' })
  readonly recordedAt!: number;

  @Field(() => LedgerPosition, { nullable: true, description: 'From which ledger position on it counts no more.' })
  readonly retractedAt?: number | undefined;

  @Field(() => String, { description: 'Source that said so.' })
  readonly source!: string;

  @Field(() => LedgerPosition, { description: 'Its record; ask `record` for the bytes.' })
  readonly record!: number;

  @Field(() => String, { description: 'Plan and version that read the record.' })
  readonly mapping!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of the edges of an answer, in the frozen order.' })
export class EdgePage {
  @Field(() => [Edge], { description: 'The edges of this page.' })
  readonly rows!: readonly Edge[];

  @Field(() => PageInfo, { description: 'Where it ends.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Edges on all pages together.' })
  readonly total!: number;
}
