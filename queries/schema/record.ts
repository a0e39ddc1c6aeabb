import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { OutcomeKind } from '../../graph/ledger/outcomes.ts';
import { RecordOutcome } from './enums.ts';
import { Named, PageInfo } from './page.ts';
import { DateTime, Digest, LedgerPosition } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'Why a record could not be read whole.' })
export class Quarantined {
  @Field(() => String, { description: 'Error code; `docs/errors.md` lists them.' })
  readonly code!: string;

  @Field(() => String, { description: 'Where it failed: decode, match, map, validate, resolve or apply.' })
  readonly stage!: string;

  @Field(() => String, { description: 'Where in the record.' })
  readonly path!: string;

  @Field(() => String, { description: 'The value that was refused.' })
  readonly value!: string;

  @Field(() => String, { description: 'The case in one sentence, with what to do.' })
  readonly message!: string;

  @Field(() => String, { nullable: true, description: 'What usually caused it.' })
  readonly cause?: string | undefined;

  @Field(() => String, { nullable: true, description: 'What to do.' })
  readonly remedy?: string | undefined;

  @Field(() => [String], {
    description: 'What could be read of what it names: an answer holding one of these is gapped.',
  })
  readonly names!: readonly string[];

  @Field(() => Boolean, { description: 'Nothing could be read, so it may concern everything its source speaks of.' })
  readonly unreadable!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'Something worth knowing about a record that was applied.' })
export class Finding {
  @Field(() => String, { description: 'Its code.' })
  readonly code!: string;

  @Field(() => String, { description: 'Where in the record.' })
  readonly path!: string;

  @Field(() => String, { description: 'The value in question.' })
  readonly value!: string;
}

/** `body` is no field: `raw` shows a part of it. */
@ObjectType({ simpleResolvers: true, description: 'One record of a source, kept as it came.' })
export class SourceRecord {
  readonly body!: Uint8Array;

  @Field(() => LedgerPosition, { description: 'Its place in the ledger.' })
  readonly position!: number;

  @Field(() => String, { description: 'Source it came from.' })
  readonly source!: string;

  @Field(() => String, { description: 'fact, decision or control.' })
  readonly stream!: string;

  @Field(() => String, { description: 'Part of the source, e.g. a file: positions are unique within it.' })
  readonly partition!: string;

  @Field(() => String, { description: 'Where in the source: a row, an offset, an id.' })
  readonly sourcePosition!: string;

  @Field(() => DateTime, { description: 'When it was kept, by our clock.' })
  readonly receivedAt!: string;

  @Field(() => String, { nullable: true, description: "The source's own stamp, as it wrote it." })
  readonly sourceTime?: string | undefined;

  @Field(() => Digest, { description: 'SHA-256 of its bytes.' })
  readonly digest!: string;

  @Field(() => Digest, { description: 'SHA-256 over its head and the digest of its bytes: its leaf in the chain.' })
  readonly leaf!: string;

  @Field(() => String, { description: 'What the bytes are.' })
  readonly contentType!: string;

  @Field(() => Int, { description: 'How many bytes.' })
  readonly size!: number;

  @Field(() => RecordOutcome, { description: 'What became of it.' })
  readonly outcome!: OutcomeKind | 'pending';

  @Field(() => String, { nullable: true, description: 'Rule that ignored it, or record that it repeats.' })
  readonly note?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Plan and version that decided.' })
  readonly plan?: string | undefined;

  @Field(() => Quarantined, { nullable: true, description: 'Why it could not be read, where it could not.' })
  readonly quarantined?: Quarantined | undefined;

  @Field(() => [Finding], { description: 'What is worth knowing about it though it was applied.' })
  readonly findings!: readonly Finding[];
}

@ObjectType({ simpleResolvers: true, description: 'Records that could not be read for one and the same reason.' })
export class QuarantineGroup {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'Source of the records.' })
  readonly source!: string;

  @Field(() => String, { description: 'Error code.' })
  readonly code!: string;

  @Field(() => String, { description: 'Where it failed: decode, match, map, validate, resolve or apply.' })
  readonly stage!: string;

  @Field(() => String, { description: 'Where in the record.' })
  readonly path!: string;

  @Field(() => String, { description: 'The value that was refused.' })
  readonly value!: string;

  @Field(() => String, { description: 'The case in one sentence.' })
  readonly message!: string;

  @Field(() => String, { description: 'What usually causes it in a plant.' })
  readonly cause!: string;

  @Field(() => String, { description: 'What to do.' })
  readonly remedy!: string;

  @Field(() => Int, { description: 'How many records.' })
  readonly records!: number;

  @Field(() => Int, { description: 'Of these, how many may concern anything that their source speaks of.' })
  readonly unreadable!: number;

  @Field(() => [String], { description: 'What they name as far as they could be read, at most 20.' })
  readonly names!: readonly string[];

  @Field(() => [Named], { description: 'Known things that they name: answers that hold one are gapped. At most ten.' })
  readonly makesGapped!: readonly Named[];

  @Field(() => LedgerPosition, { description: 'The first of them.' })
  readonly firstRecord!: number;

  @Field(() => LedgerPosition, { description: 'The last of them.' })
  readonly lastRecord!: number;

  @Field(() => DateTime, { nullable: true, description: 'When the first of them was kept.' })
  readonly since?: string | undefined;

  @Field(() => [LedgerPosition], { description: 'Up to five of them; ask `record` for the bytes.' })
  readonly sample!: readonly number[];
}

@ObjectType({ simpleResolvers: true, description: 'A page of quarantine groups.' })
export class QuarantineGroupPage {
  @Field(() => [QuarantineGroup], { description: 'The groups of this page.' })
  readonly rows!: readonly QuarantineGroup[];

  @Field(() => PageInfo, { description: 'Where it ends.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Groups on all pages together.' })
  readonly total!: number;
}
