import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { QueryContext } from '../context.ts';
import { PageArgs } from '../schema/arguments.ts';
import { RawForm } from '../schema/enums.ts';
import type { RawForm as Form } from '../schema/enums.ts';
import { GuessPage } from '../schema/guess.ts';
import { QuarantineGroupPage, SourceRecord } from '../schema/record.ts';
import { LedgerPosition } from '../schema/scalars.ts';
import { SourceState } from '../schema/source-state.ts';
import { showGuesses } from '../show/guesses.ts';
import { showQuarantine } from '../show/quarantine.ts';
import { showBytes, showRecord } from '../show/record.ts';
import { showSources } from '../show/sources.ts';

@Resolver(() => SourceRecord)
export class LedgerQueries {
  @Query(() => [SourceState], { description: 'Every source that records came from, and how far they are known.' })
  sources(@Ctx() context: QueryContext): Promise<readonly SourceState[]> {
    return showSources(context);
  }

  @Query(() => QuarantineGroupPage, {
    description: 'Records that could not be read, by reason; each is kept and can be read again.',
  })
  quarantine(
    @Arg('source', () => ID, { nullable: true, description: 'Of this source only.' }) source: string | null,
    @Args(() => PageArgs) asked: PageArgs,
    @Ctx() context: QueryContext,
  ): Promise<QuarantineGroupPage> {
    return showQuarantine(context, source ?? undefined, asked);
  }

  @Query(() => GuessPage, {
    description: 'Things whose numbers look like those of others: decide each with `identify`.',
  })
  guesses(@Args(() => PageArgs) asked: PageArgs, @Ctx() context: QueryContext): Promise<GuessPage> {
    return showGuesses(context, asked);
  }

  @Query(() => SourceRecord, { nullable: true, description: 'One record, as it came. Absent where there is none.' })
  record(
    @Arg('position', () => LedgerPosition, { description: 'Its place in the ledger.' }) position: number,
    @Ctx() { evidence }: QueryContext,
  ): SourceRecord | undefined {
    const found = evidence.record(position);
    return found && showRecord(found.record, found.outcome);
  }

  @FieldResolver(() => String, { nullable: true, description: 'A part of its bytes.' })
  raw(
    @Root() { body }: SourceRecord,
    @Arg('offset', () => Int, { defaultValue: 0, description: 'First byte.' }) offset: number,
    @Arg('length', () => Int, { defaultValue: 4096, description: 'How many bytes, 65,536 at most.' }) length: number,
    @Arg('as', () => RawForm, { defaultValue: 'text', description: 'In which form.' }) form: Form,
  ): string | undefined {
    return showBytes(body, Math.max(0, offset), Math.min(Math.max(0, length), 65_536), form);
  }
}
