import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { Outcome } from '../../graph/ledger/outcomes.ts';
import type { QueryContext } from '../context.ts';
import { readOrdinal, writeCursor } from '../cursor.ts';
import type { Guess, GuessPage, GuessStateName } from '../schema/guess.ts';
import { sameThing } from '../starts/same-things.ts';
import { labelOfKey } from './label.ts';
import type { PageAsked } from './row-page.ts';

/** What waits for a person's decision, and what has had it: from the records that name things by a number like another. */
export async function showGuesses(context: QueryContext, { first, after }: PageAsked): Promise<GuessPage> {
  const behind = typeof after === 'string' ? readOrdinal('guesses', after) : 0;
  const found = context.evidence.guessed(behind, first + 1);
  const page = found.slice(0, first);
  const byPair = Map.groupBy(page.flatMap(pairsOf), ({ pair }) => pair.join(' '));
  const rows = await Promise.all([...byPair.values()].map((group) => showGuess(context, group)));
  const last = page.at(-1);
  return {
    rows,
    pageInfo: { endCursor: last && writeCursor('guesses', String(last.seq)), hasNextPage: found.length > page.length },
  };
}

interface Guessed {
  readonly pair: readonly [ObjectKey, ObjectKey];
  readonly outcome: Outcome;
}

function pairsOf(outcome: Outcome): readonly Guessed[] {
  const guesses = (outcome.findings ?? []).filter(({ code }) => code === 'IDENTITY_GUESSED');
  return guesses.flatMap(({ value }) => {
    const [stated, mayBe] = value.split(' may be ');
    return stated && mayBe ? [{ pair: [stated, mayBe] as const, outcome }] : [];
  });
}

async function showGuess(context: QueryContext, group: readonly Guessed[]): Promise<Guess> {
  const { pair, outcome } = group[0]!;
  const [stated, mayBe] = pair;
  return {
    stated: { id: stated, label: labelOfKey(stated) },
    mayBe: { id: mayBe, label: labelOfKey(mayBe) },
    source: outcome.source,
    record: outcome.seq,
    records: group.length,
    state: await stateOf(context, stated, mayBe),
  };
}

async function stateOf(context: QueryContext, stated: ObjectKey, mayBe: ObjectKey): Promise<GuessStateName> {
  const { view, store, head, loaders } = context;
  const asOf = await head();
  const { keys } = await sameThing(view, store, asOf, stated);
  if (keys.includes(mayBe)) return 'one thing';
  const details = await loaders.details(asOf, [stated, mayBe]);
  const apart = details.flatMap((detail) => detail?.attributes ?? []).filter(({ name }) => name === 'notSame');
  const names = (key: ObjectKey): boolean =>
    apart.some(({ node, value }) => node !== key && value.includes(JSON.stringify(key)));
  return names(stated) || names(mayBe) ? 'two things' : 'open';
}
