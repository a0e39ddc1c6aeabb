import { contextKinds, refOfKey, thingKinds } from '../../model/object-ref.ts';
import type { ObjectKey } from '../../model/object-ref.ts';
import { compareUtf8 } from '../../model/utf8-order.ts';
import type { View } from '../../model/view.ts';
import { fits, matchRank, matchRanks, searchText } from '../identifier-match.ts';
import type { MatchRank } from '../identifier-match.ts';
import type { AsOf, FindQuery } from '../store.ts';
import type { Connection, Row } from './connection.ts';
import type { Reading } from './read.ts';

const byRank: Readonly<Record<MatchRank, string>> = {
  equal: 'SELECT id, key FROM node WHERE value = ?1 AND key > ?2 ORDER BY key',
  prefix: 'SELECT id, key FROM node WHERE value > ?1 AND value < ?1 || char(1114111) AND key > ?2 ORDER BY key',
  contains: 'SELECT id, key FROM node WHERE instr(value, ?1) > 1 AND key > ?2 ORDER BY key',
};

const byMaterial = 'SELECT id, key FROM node WHERE material = ? AND key > ? ORDER BY key';

// A kind is what a key begins with, up to the colon; a semicolon is the character after it.
const byKind = `SELECT id, key FROM node WHERE key > ?1 AND key >= ?2 || ':' AND key < ?2 || ';' ORDER BY key`;

/** Keys that fit, best match first, then by key: from the indexes of identifiers and keys, never from edges. */
export function find(
  connection: Connection,
  reading: Reading,
  view: View,
  asOf: AsOf,
  query: FindQuery,
  first: number,
  after: ObjectKey | undefined,
): readonly ObjectKey[] {
  const found: ObjectKey[] = [];
  for (const candidates of stretches(connection, query, after)) {
    for (const [id, key] of candidates) {
      if (found.length >= first) return found;
      const ref = refOfKey(key as ObjectKey)!;
      if (fits(ref, query) && searchText(ref) !== undefined && reading.isNamed(view, asOf, id as number))
        found.push(key as ObjectKey);
    }
  }
  return found;
}

function* stretches(connection: Connection, query: FindQuery, after: ObjectKey | undefined): Iterable<Iterable<Row>> {
  const text = query.text?.toUpperCase() ?? '';
  if (text === '') {
    yield* withoutText(connection, query, after ?? '');
    return;
  }
  const reached = after === undefined ? undefined : rankOf(after, text);
  const from = reached === undefined ? 0 : matchRanks.indexOf(reached);
  for (const rank of matchRanks.slice(from)) {
    yield connection.iterate(byRank[rank], text, rank === reached ? after! : '');
  }
}

function* withoutText(connection: Connection, query: FindQuery, after: ObjectKey): Iterable<Iterable<Row>> {
  if (query.material !== undefined) {
    yield connection.iterate(byMaterial, query.material, after);
    return;
  }
  const kinds = [...(query.kinds ?? [...thingKinds, ...contextKinds])].sort(compareUtf8);
  for (const kind of kinds) yield connection.iterate(byKind, after, kind);
}

function rankOf(key: ObjectKey, text: string): MatchRank | undefined {
  const ref = refOfKey(key);
  return ref && matchRank(searchText(ref) ?? '', text);
}
