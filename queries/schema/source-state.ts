import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { OutcomeKind } from '../../graph/ledger/outcomes.ts';
import { RecordOutcome } from './enums.ts';
import { DateTime, LedgerPosition } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'How many records of a source had one outcome.' })
export class OutcomeCount {
  @Field(() => RecordOutcome, { description: 'What became of them.' })
  readonly outcome!: OutcomeKind;

  @Field(() => Int, { description: 'How many.' })
  readonly records!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A part of a source that waits because its form has drifted.' })
export class HeldPart {
  @Field(() => String, { description: 'The part, e.g. a file.' })
  readonly partition!: string;

  @Field(() => String, { description: 'Error code; `docs/errors.md` lists them.' })
  readonly code!: string;

  @Field(() => String, { description: 'What is missing or new, e.g. a column.' })
  readonly what!: string;

  @Field(() => Int, { description: 'Records that wait for the same reason, in this part and others.' })
  readonly records!: number;

  @Field(() => ID, { description: 'Group of the quarantine.' })
  readonly group!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A source, and how far what it said is known.' })
export class SourceState {
  @Field(() => ID, { description: 'Its name.' })
  readonly id!: string;

  @Field(() => Int, { description: 'Records kept of it, its declaration and plans included.' })
  readonly records!: number;

  @Field(() => Int, {
    description: 'Of these, what the source itself said; the rest is its declaration, plans and gaps.',
  })
  readonly facts!: number;

  @Field(() => Int, { description: 'Records that came again with the same bytes, counted and not kept twice.' })
  readonly redelivered!: number;

  @Field(() => LedgerPosition, { description: 'Its last record.' })
  readonly lastRecord!: number;

  @Field(() => DateTime, { description: 'When that was kept.' })
  readonly lastReceivedAt!: string;

  @Field(() => LedgerPosition, {
    description:
      'Up to which ledger position the graph knows everything; 0 while it does not answer and there is no index.',
  })
  readonly appliedPosition!: number;

  @Field(() => Int, { description: 'Records kept and not read yet.' })
  readonly backlog!: number;

  @Field(() => Int, { description: 'Records that could not be read.' })
  readonly quarantined!: number;

  @Field(() => [OutcomeCount], { description: 'What became of its records; together with the backlog, all of them.' })
  readonly outcomes!: readonly OutcomeCount[];

  @Field(() => Int, { description: 'Records it gave, whether new or again: kept and counted as repeated.' })
  readonly delivered!: number;

  @Field(() => Boolean, {
    description: 'Both balances hold: delivered is kept and repeated, and each record that was read has one outcome.',
  })
  readonly balanced!: boolean;

  @Field(() => String, { nullable: true, description: 'What does not add up, where something does not.' })
  readonly imbalance?: string | undefined;

  @Field(() => [HeldPart], { description: 'Parts of it that wait, because what came has not the form its plan reads.' })
  readonly held!: readonly HeldPart[];
}
