import { Field, ID, InputType, Int } from 'type-graphql';
import type { ObjectKind } from '../../graph/model/object-ref.ts';
import { FlowKind, Inclusion, NodeKind } from './enums.ts';
import { DateTime, LedgerPosition } from './scalars.ts';

@InputType({ description: 'A number within a numbering.' })
export class IdentifierIn {
  @Field(() => String, { description: 'gs1, local, supplier, uuid, uri, udi or vin.' })
  readonly scheme!: string;

  @Field(() => String, { nullable: true, description: 'Who gave out the number.' })
  readonly issuer?: string | null;

  @Field(() => String, { description: 'The number; for gs1 in any of its spellings.' })
  readonly value!: string;
}

@InputType({ description: 'A lot or serial number, with as much of its context as is known.' })
export class LotIn {
  @Field(() => String, { description: 'The number.' })
  readonly number!: string;

  @Field(() => String, { nullable: true, description: 'Number of its material.' })
  readonly material?: string | null;

  @Field(() => String, { nullable: true, description: 'Who gave out the number.' })
  readonly issuer?: string | null;

  @Field(() => String, { nullable: true, description: 'Its site.' })
  readonly site?: string | null;
}

@InputType({ description: 'A thing, named in exactly one of these ways.' })
export class ThingRef {
  @Field(() => ID, { nullable: true, description: 'Key of the thing, as an answer gave it.' })
  readonly id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What a scanner or a person entered: a barcode in any GS1 spelling, a key, or a plain number.',
  })
  readonly scan?: string | null;

  @Field(() => IdentifierIn, { nullable: true, description: 'A number within a numbering.' })
  readonly identifier?: IdentifierIn | null;

  @Field(() => LotIn, { nullable: true, description: 'A lot or sub-lot number.' })
  readonly lot?: LotIn | null;

  @Field(() => LotIn, { nullable: true, description: 'A serial number, or that of a logistic unit.' })
  readonly serial?: LotIn | null;
}

@InputType({ description: 'What a trace starts from.' })
export class StartIn {
  @Field(() => ThingRef, { nullable: true, description: 'A thing.' })
  readonly thing?: ThingRef | null;
}

@InputType({ description: 'Two times: when it was true, and when it was known. Both default to everything.' })
export class AsOfIn {
  @Field(() => DateTime, { nullable: true, description: 'As valid at this moment.' })
  readonly validAt?: string | null;

  @Field(() => LedgerPosition, { nullable: true, description: 'As known at this ledger position.' })
  readonly position?: number | null;
}

@InputType({
  description:
    'Rules that leave something out. They need a name and a reason, and the answer then shows the conservative counts too.',
})
export class RulesIn {
  @Field(() => Boolean, { nullable: true, description: 'Leave out what provably came later.' })
  readonly timeStrict?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Count what was installed or packed at this moment only.' })
  readonly insideAt?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Leave out everything that is only possible.' })
  readonly certainOnly?: boolean | null;

  @Field(() => [FlowKind], { nullable: true, description: 'Walk these edges only.' })
  readonly follow?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'Name of the rule set, printed with the answer.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is narrower, printed with the answer.' })
  readonly reason?: string | null;
}

@InputType({
  description: 'How much work an answer may cost. A walk that would exceed it stops before, and the answer says so.',
})
export class BudgetIn {
  @Field(() => Int, { nullable: true, description: 'Nodes; 2,000,000 where absent, 10,000,000 at most.' })
  readonly nodes?: number | null;
}

@InputType('RowFilter', { description: 'Which rows of an answer to show. A filter hides; only rules leave out.' })
export class RowFilterIn {
  @Field(() => [NodeKind], { nullable: true, description: 'Of these kinds.' })
  readonly kinds?: readonly ObjectKind[] | null;

  @Field(() => [String], { nullable: true, description: 'Of these materials, as groups by material name them.' })
  readonly materials?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Gone to one of these customers, as groups by customer name them.',
  })
  readonly customers?: readonly string[] | null;

  @Field(() => [Inclusion], { nullable: true, description: 'With one of these inclusions.' })
  readonly inclusions?: readonly ('certain' | 'possible')[] | null;

  @Field(() => String, { nullable: true, description: 'With this text in a key, whatever its case.' })
  readonly text?: string | null;
}

@InputType('SearchFilter', { description: 'Which things to search.' })
export class SearchFilterIn {
  @Field(() => [NodeKind], { nullable: true, description: 'Of these kinds.' })
  readonly kinds?: readonly ObjectKind[] | null;

  @Field(() => String, { nullable: true, description: 'Of this material number.' })
  readonly material?: string | null;

  @Field(() => String, { nullable: true, description: 'With a number given out by this issuer.' })
  readonly issuer?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this site.' })
  readonly site?: string | null;
}
