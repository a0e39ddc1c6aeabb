import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { AsOf, FindQuery } from '../../graph/store/store.ts';
import type { QueryContext } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { SearchArgs } from '../schema/arguments.ts';
import type { SearchPage } from '../schema/thing.ts';
import { basisOfSearch } from './basis.ts';
import { seedOf } from './problem.ts';
import { showRows } from './rows.ts';
import type { RowWants } from './rows.ts';

/** A chain of pages stays at the position where it began, so that what comes in meanwhile moves nothing. */
export async function search(context: QueryContext, args: SearchArgs, wants: RowWants): Promise<SearchPage> {
  const query = queryOf(args);
  const of = `search ${canonicalJson(query)}`;
  const { asOf, key } =
    typeof args.after === 'string' ? readPlace(of, args.after) : { asOf: await context.head(), key: undefined };
  const found = await context.store.find(context.view, asOf, query, args.first + 1, key);
  const shown = found.slice(0, args.first);
  const last = shown.at(-1);
  return {
    rows: await showRows(context, asOf, shown.map(seedOf), wants),
    pageInfo: {
      endCursor: last === undefined ? undefined : writeCursor(of, JSON.stringify([asOf.position, last])),
      hasNextPage: found.length > shown.length,
    },
    completeness: await basisOfSearch(context, asOf),
  };
}

function readPlace(of: string, cursor: string): { readonly asOf: AsOf; readonly key: string } {
  const [position, key] = JSON.parse(readCursor(of, cursor)) as [number, string];
  return { asOf: { position }, key };
}

function queryOf({ text, filter }: SearchArgs): FindQuery {
  const { kinds, material, issuer, site } = filter ?? {};
  return {
    text: text.trim(),
    ...(kinds ? { kinds } : {}),
    ...(material ? { material } : {}),
    ...(issuer ? { issuer } : {}),
    ...(site ? { site } : {}),
  };
}
