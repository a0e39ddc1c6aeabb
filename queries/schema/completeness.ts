import { Field, Int, ObjectType } from 'type-graphql';
import type { GapKind as Kind } from '../../trace/answer.ts';
import { CompletenessStatus, GapKind } from './enums.ts';
import { PageInfo } from './page.ts';
import { Row } from './row.ts';
import { DateTime, LedgerPosition } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'How many gaps of one kind.' })
export class GapCount {
  @Field(() => GapKind, { description: 'The kind.' })
  readonly kind!: Kind;

  @Field(() => Int, { nullable: true, description: 'How many; absent where the number would tell what is hidden.' })
  readonly count?: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Something that is missing from an answer.' })
export class Gap {
  @Field(() => GapKind, { description: 'What kind of thing is missing.' })
  readonly kind!: Kind;

  @Field(() => Row, { nullable: true, description: 'Where in the answer.' })
  readonly at?: Row | undefined;

  @Field(() => String, { nullable: true, description: 'Source it comes from.' })
  readonly source?: string | undefined;

  @Field(() => DateTime, { nullable: true, description: 'Beginning of the interval in question; absent: unknown.' })
  readonly from?: string | undefined;

  @Field(() => DateTime, { nullable: true, description: 'End of the interval in question; absent: unknown.' })
  readonly to?: string | undefined;

  @Field(() => LedgerPosition, { nullable: true, description: 'Record it stands in.' })
  readonly record?: number | undefined;

  @Field(() => String, { description: 'The case in one sentence.' })
  readonly text!: string;

  @Field(() => String, { description: 'What to do about it.' })
  readonly remedy!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of gaps.' })
export class GapPage {
  @Field(() => [Gap], { description: 'The gaps of this page.' })
  readonly rows!: readonly Gap[];

  @Field(() => PageInfo, { description: 'Where it ends.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Gaps on all pages together.' })
  readonly total!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Where a walk stopped because its budget was spent.' })
export class Stop {
  @Field(() => String, { description: 'Which budget: nodes.' })
  readonly budget!: string;

  @Field(() => Int, { description: 'How large it was.' })
  readonly limit!: number;

  @Field(() => Int, { description: 'Rows whose next level was not walked.' })
  readonly frontierSize!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A source that the answer rests on.' })
export class SourceBasis {
  @Field(() => String, { description: 'Its name.' })
  readonly source!: string;

  @Field(() => LedgerPosition, { description: 'Its last record known to the answer.' })
  readonly lastRecord!: number;

  @Field(() => DateTime, { description: 'When that was kept.' })
  readonly lastReceivedAt!: string;

  @Field(() => [String], { description: 'What this source cannot show, in words.' })
  readonly cannotShow!: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'What an answer rests on and what is missing from it.' })
export class Completeness {
  @Field(() => CompletenessStatus, { description: 'Whether it is whole.' })
  readonly status!: 'complete' | 'truncated' | 'gapped';

  @Field(() => [GapCount], { description: 'Gaps by kind.' })
  readonly gapCounts!: readonly GapCount[];

  @Field(() => Stop, { nullable: true, description: 'Where the walk stopped, if it did.' })
  readonly stop?: Stop | undefined;

  @Field(() => [SourceBasis], { description: 'The sources it rests on.' })
  readonly sources!: readonly SourceBasis[];

  @Field(() => [String], { description: 'Bounds that were met on the way.' })
  readonly notes!: readonly string[];

  @Field(() => String, { description: 'Always the same words, so that it says nothing about what is hidden.' })
  readonly scopeNotice!: string;
}
