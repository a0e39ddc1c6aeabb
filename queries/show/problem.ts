import { errors } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AsOf } from '../../graph/store/store.ts';
import type { QueryContext } from '../context.ts';
import type { AmbiguousObject, Reading, Refusal, Tagged, UnknownObject } from '../schema/problem.ts';
import type { Found } from '../starts/find-things.ts';
import { mostMatches } from '../starts/find-things.ts';
import { showRows } from './rows.ts';
import type { RowWants } from './rows.ts';

export async function unknownObject(
  context: QueryContext,
  asOf: AsOf,
  said: string,
  near: readonly ObjectKey[],
  wants: RowWants,
): Promise<Tagged<'UnknownObject', UnknownObject>> {
  const rows = await showRows(context, asOf, near.map(seedOf), wants);
  return { __typename: 'UnknownObject', ...problem('UNKNOWN_OBJECT', `Nothing known is ${said}.`), near: rows };
}

export async function ambiguousObject(
  context: QueryContext,
  asOf: AsOf,
  said: string,
  found: readonly Found[],
  wants: RowWants,
): Promise<Tagged<'AmbiguousObject', AmbiguousObject>> {
  const readings = await showReadings(context, asOf, [{ said, found }], wants);
  const message = `${said} is the name of several known things.`;
  return { __typename: 'AmbiguousObject', ...problem('AMBIGUOUS_OBJECT', message), readings };
}

export function refusal(code: ErrorCode, message: string, fields: readonly string[]): Tagged<'Refusal', Refusal> {
  return { __typename: 'Refusal', ...problem(code, message), fields };
}

function problem(code: ErrorCode, message: string): { code: string; message: string; remedy: string } {
  return { code, message, remedy: errors[code].remedy };
}

/** One reading for each way to understand a text; all their matches are hydrated in one call. */
export async function showReadings(
  context: QueryContext,
  asOf: AsOf,
  texts: readonly { readonly said: string; readonly found: readonly Found[] }[],
  wants: RowWants,
): Promise<readonly Reading[]> {
  const keys = [...new Set(texts.flatMap(({ found }) => found.flatMap((one) => one.keys.slice(0, mostMatches))))];
  const rows = await showRows(context, asOf, keys.map(seedOf), wants);
  const byKey = new Map(rows.map((row) => [row.id, row]));
  return texts.flatMap(({ said, found }) =>
    found.map(({ meaning: { syntax, as, guessed }, keys: matches }) => ({
      input: said,
      syntax,
      as,
      guessed,
      matches: matches.slice(0, mostMatches).flatMap((key) => byKey.get(key) ?? []),
    })),
  );
}

export const seedOf = (key: ObjectKey): { readonly id: ObjectKey; readonly keys: readonly ObjectKey[] } => ({
  id: key,
  keys: [key],
});
