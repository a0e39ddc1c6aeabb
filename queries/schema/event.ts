import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo } from './page.ts';
import { DateTime, Decimal, LedgerPosition } from './scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'One measured, set or judged value: a process parameter or a test result.',
})
export class Value {
  @Field(() => String, { description: 'What was measured or set.' })
  readonly characteristic!: string;

  @Field(() => String, { description: 'Exact decimal text, a code or a text, as the source gave it.' })
  readonly value!: string;

  @Field(() => String, { nullable: true, description: 'UCUM code of a decimal.' })
  readonly unit?: string | undefined;

  @Field(() => Decimal, { nullable: true, description: 'Lower limit.' })
  readonly low?: string | undefined;

  @Field(() => Decimal, { nullable: true, description: 'Upper limit.' })
  readonly high?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Issue of the specification the limits are from.' })
  readonly limitRevision?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'As the source judged it: pass, fail, warn, accepted under concession, not evaluated.',
  })
  readonly verdict?: string | undefined;

  @Field(() => Int, { nullable: true, description: '0 for the first test, 1 for the first retest.' })
  readonly retest?: number | undefined;

  @Field(() => String, { nullable: true, description: 'Test method.' })
  readonly method?: string | undefined;

  @Field(() => ID, { nullable: true, description: 'Key of the instrument.' })
  readonly instrument?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'What one record says, in one of the verbs of the model.' })
export class Event {
  @Field(() => ID, { description: 'Its event key.' })
  readonly id!: string;

  @Field(() => String, { description: 'What happened: transform, assemble, pack, ship, receive, inspect, treat …' })
  readonly verb!: string;

  @Field(() => String, { description: 'actual, planned or maintained. Planned is never walked.' })
  readonly context!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was, or began; absent where no record says.' })
  readonly from?: string | undefined;

  @Field(() => DateTime, { nullable: true, description: 'When it ended, where it lasted.' })
  readonly to?: string | undefined;

  @Field(() => String, { nullable: true, description: 'How exactly the source states the time: ns … day.' })
  readonly precision?: string | undefined;

  @Field(() => String, { nullable: true, description: 'event, posting or inferred.' })
  readonly basis?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Site of the fact.' })
  readonly site?: string | undefined;

  @Field(() => ID, { nullable: true, description: 'Key of the place.' })
  readonly at?: string | undefined;

  @Field(() => [ID], { description: 'Keys of the equipment it was done on.' })
  readonly equipment!: readonly string[];

  @Field(() => [ID], { description: 'Keys of the people who did it; pseudonymous.' })
  readonly actors!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'Key of the order it was done for.' })
  readonly order?: string | undefined;

  @Field(() => ID, { nullable: true, description: 'Key of the process it followed.' })
  readonly process?: string | undefined;

  @Field(() => [ID], { description: 'Keys of its documents.' })
  readonly documents!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'Party or place it came from.' })
  readonly fromParty?: string | undefined;

  @Field(() => ID, { nullable: true, description: 'Party or place it went to.' })
  readonly toParty?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Why it moved between parties: sale, purchase, processing, return …',
  })
  readonly purpose?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Step of a treatment, or decision of a disposition.' })
  readonly says?: string | undefined;

  @Field(() => [Value], { description: 'Process parameters of an operation, or results of a test.' })
  readonly values!: readonly Value[];

  @Field(() => String, {
    nullable: true,
    description: 'Verdict on what was tested: pass, fail, warn, accepted under concession, not evaluated.',
  })
  readonly verdict?: string | undefined;

  @Field(() => String, { description: 'Source that said so.' })
  readonly source!: string;

  @Field(() => LedgerPosition, { description: 'Its record; ask `record` for the bytes.' })
  readonly record!: number;

  @Field(() => String, { description: 'Plan and version that read the record.' })
  readonly mapping!: string;

  @Field(() => LedgerPosition, { description: 'From which ledger position on it counts.' })
  readonly recordedAt!: number;

  @Field(() => LedgerPosition, { nullable: true, description: 'From which ledger position on it counts no more.' })
  readonly retractedAt?: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A page of events, newest record first.' })
export class EventPage {
  @Field(() => [Event], { description: 'The events of this page.' })
  readonly rows!: readonly Event[];

  @Field(() => PageInfo, { description: 'Where it ends.' })
  readonly pageInfo!: PageInfo;
}
