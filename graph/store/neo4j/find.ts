import { contextKinds, refOfKey, thingKinds } from '../../model/object-ref.ts';
import type { ObjectKey } from '../../model/object-ref.ts';
import { compareUtf8 } from '../../model/utf8-order.ts';
import type { View } from '../../model/view.ts';
import { matchRank, matchRanks, searchText } from '../identifier-match.ts';
import type { MatchRank } from '../identifier-match.ts';
import type { AsOf, FindQuery } from '../store.ts';
import type { Connection } from './connection.ts';
import { integer } from './integer.ts';
import { seenAt } from './reading.ts';
import { findByKind } from './statements/find-by-kind.ts';
import { findByMaterial } from './statements/find-by-material.ts';
import { findContains } from './statements/find-contains.ts';
import { findEqual } from './statements/find-equal.ts';
import { findPrefix } from './statements/find-prefix.ts';

const byRank: Readonly<Record<MatchRank, string>> = {
  equal: findEqual,
  prefix: findPrefix,
  contains: findContains,
};

interface Stretch {
  readonly statement: string;
  readonly parameters: object;
}

/** Keys that fit, best match first, then by key: from the indexes of identifiers and keys. */
export async function find(
  connection: Connection,
  view: View,
  asOf: AsOf,
  query: FindQuery,
  first: number,
  after?: ObjectKey,
): Promise<readonly ObjectKey[]> {
  const { kinds = null, issuer = null, material = null, site = null } = query;
  const asked = { kinds, issuer, material, site, ...seenAt(view, asOf) };
  const found: ObjectKey[] = [];
  for (const { statement, parameters } of stretches(query, after)) {
    if (found.length >= first) break;
    const left = integer(first - found.length);
    const rows = await connection.rows(statement, { ...asked, ...parameters, first: left });
    found.push(...rows.map(({ key }) => key as ObjectKey));
  }
  return found;
}

function stretches(query: FindQuery, after: ObjectKey | undefined): readonly Stretch[] {
  const text = query.text?.toUpperCase() ?? '';
  if (text === '') return withoutText(query, after ?? '');
  const reached = after === undefined ? undefined : rankOf(after, text);
  const from = reached === undefined ? 0 : matchRanks.indexOf(reached);
  return matchRanks.slice(from).map((rank) => ({
    statement: byRank[rank],
    parameters: { text, after: rank === reached ? after : '' },
  }));
}

function withoutText({ material, kinds }: FindQuery, after: ObjectKey): readonly Stretch[] {
  if (material !== undefined) return [{ statement: findByMaterial, parameters: { after } }];
  const ordered = [...(kinds ?? [...thingKinds, ...contextKinds])].sort(compareUtf8);
  return ordered.map((kind) => ({ statement: findByKind, parameters: { after, prefix: kind.concat(':') } }));
}

function rankOf(key: ObjectKey, text: string): MatchRank | undefined {
  const ref = refOfKey(key);
  return ref && matchRank(searchText(ref) ?? '', text);
}
