import { Field, ID, Int, ObjectType, createUnionType } from 'type-graphql';
import type { LedgerMode as Mode } from '../../graph/ledger/mode.ts';
import type { ObjectKind } from '../../graph/model/object-ref.ts';
import type { AnswerHead } from '../../trace/answer.ts';
import { Completeness } from './completeness.ts';
import { Direction, FlowKind, LedgerMode, NodeKind } from './enums.ts';
import { Counts } from './page.ts';
import { AmbiguousObject, Refusal, UnknownObject, byTypename } from './problem.ts';
import type { Tagged } from './problem.ts';
import { DateTime, Digest, LedgerPosition } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'What a start of the question was understood to mean.' })
export class Resolved {
  @Field(() => Int, { description: 'Ordinal of the start.' })
  readonly start!: number;

  @Field(() => String, { description: 'What was asked for.' })
  readonly said!: string;

  @Field(() => ID, { description: 'The thing it means.' })
  readonly id!: string;

  @Field(() => String, { description: 'That thing for people.' })
  readonly label!: string;

  @Field(() => String, { description: 'Why it means that.' })
  readonly because!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The rules the answer was found under. `conservative` leaves nothing out.',
})
export class EffectiveRules {
  @Field(() => String, { description: 'Their name.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether they leave something out that the conservative rules would show.' })
  readonly narrowed!: boolean;

  @Field(() => String, { nullable: true, description: 'Why they were narrowed.' })
  readonly reason?: string | undefined;

  @Field(() => Counts, {
    nullable: true,
    description: 'Counts under the conservative rules, where these are narrower.',
  })
  readonly conservative?: Counts | undefined;

  @Field(() => [String], { description: 'Each rule in one sentence.' })
  readonly text!: readonly string[];

  @Field(() => [FlowKind], { nullable: true, description: 'Edges that were walked; absent: all of them.' })
  readonly follow?: readonly string[] | undefined;

  @Field(() => DateTime, { nullable: true, description: 'As valid at this moment; absent: at any time.' })
  readonly validAt?: string | undefined;

  @Field(() => LedgerPosition, { description: 'As known at this ledger position.' })
  readonly position!: number;

  @Field(() => Int, { description: 'How many nodes the walk might reach.' })
  readonly budgetNodes!: number;

  @Field(() => [String], { description: 'What was asked for and could not be given, in words.' })
  readonly clamped!: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'How many rows of one kind.' })
export class KindCount {
  @Field(() => NodeKind, { description: 'The kind.' })
  readonly kind!: ObjectKind;

  @Field(() => Counts, { description: 'How many.' })
  readonly counts!: Counts;
}

@ObjectType({ simpleResolvers: true, description: 'The answer in numbers. Its starts are rows of it.' })
export class Summary {
  @Field(() => Int, { description: 'Rows: things and operations.' })
  readonly nodes!: number;

  @Field(() => Int, { description: 'Rows that are things.' })
  readonly things!: number;

  @Field(() => Int, { description: 'Edges.' })
  readonly edges!: number;

  @Field(() => Counts, { description: 'Rows by inclusion.' })
  readonly counts!: Counts;

  @Field(() => [KindCount], { description: 'Rows by kind and inclusion.' })
  readonly byKind!: readonly KindCount[];

  @Field(() => Int, { description: 'The longest of the shortest ways.' })
  readonly maxDepth!: number;

  @Field(() => [Int], { description: 'Rows by depth, from 0.' })
  readonly byDepth!: readonly number[];
}

@ObjectType({ simpleResolvers: true, description: 'Rows counted together.' })
export class Group {
  @Field(() => [String], { description: 'One key for each of `by`; empty text where the rows have none.' })
  readonly keys!: readonly string[];

  @Field(() => [String], { description: 'The same for people.' })
  readonly labels!: readonly string[];

  @Field(() => Int, { description: 'Rows. A row that went to several customers counts with each of them.' })
  readonly rows!: number;

  @Field(() => Counts, { description: 'Rows by inclusion.' })
  readonly counts!: Counts;

  @Field(() => Int, {
    description: '0 for a group. In the last entry: how many groups beyond `first` it holds together.',
  })
  readonly folded!: number;
}

/** `head` is no field: what the resolvers of rows, edges, groups and reasons start from. */
@ObjectType({
  simpleResolvers: true,
  description:
    'The answer to a question, frozen at a ledger position. Rows, edges, groups and reasons are views of this one answer, so their numbers agree.',
})
export class Trace {
  readonly head!: AnswerHead;

  @Field(() => ID, { description: 'Ask `traceById` for the same answer again.' })
  readonly id!: string;

  @Field(() => Digest, { description: 'SHA-256 of the question: starts, direction, rules, as-of.' })
  readonly questionDigest!: string;

  @Field(() => String, { description: 'Version of the kernel.' })
  readonly kernel!: string;

  @Field(() => LedgerMode, { description: 'Mode of the ledger that it rests on.' })
  readonly ledgerMode!: Mode;

  @Field(() => Direction, { description: 'Which way it walked.' })
  readonly direction!: 'forward' | 'backward';

  @Field(() => LedgerPosition, { description: 'As known at this ledger position.' })
  readonly position!: number;

  @Field(() => [Resolved], { description: 'What the starts were understood to mean.' })
  readonly starts!: readonly Resolved[];

  @Field(() => EffectiveRules, { description: 'The rules it was found under.' })
  readonly rules!: EffectiveRules;

  @Field(() => Completeness, { description: 'What it rests on and what is missing.' })
  readonly completeness!: Completeness;

  @Field(() => Summary, { description: 'The answer in numbers.' })
  readonly summary!: Summary;
}

export type TraceOutcome =
  | Tagged<'Trace', Trace>
  | Tagged<'UnknownObject', UnknownObject>
  | Tagged<'AmbiguousObject', AmbiguousObject>
  | Tagged<'Refusal', Refusal>;

export const TraceAnswer = createUnionType({
  name: 'TraceAnswer',
  description: 'An answer, or why there is none.',
  types: () => [Trace, UnknownObject, AmbiguousObject, Refusal] as const,
  resolveType: byTypename,
});
