import type { ObjectKey, ObjectRef } from '../model/object-ref.ts';
import { compareUtf8 } from '../model/utf8-order.ts';
import type { FindQuery } from './store.ts';

/** How well an identifier fits what was typed: equal, beginning with it, containing it, or not at all. */
export const matchRanks = ['equal', 'prefix', 'contains'] as const;
export type MatchRank = (typeof matchRanks)[number];

/** Identifiers are compared in upper case, since labels are; an operation's number is ours and found by nobody. */
export function searchText(ref: ObjectRef): string | undefined {
  return ref.kind === 'operation' ? undefined : ref.value.toUpperCase();
}

export function matchRank(identifier: string, text: string): MatchRank | undefined {
  if (identifier === text) return 'equal';
  if (identifier.startsWith(text)) return 'prefix';
  return identifier.includes(text) ? 'contains' : undefined;
}

/** Everything of the query but its text. */
export function fits(ref: ObjectRef, { kinds, issuer, material, site }: FindQuery): boolean {
  if (kinds !== undefined && !kinds.includes(ref.kind)) return false;
  if (issuer !== undefined && ref.issuer !== issuer) return false;
  if (material !== undefined && ref.material !== material) return false;
  return site === undefined || ref.site === site;
}

/** Best match first, then by key. Without a text all match alike. */
export function compareMatches(a: Match, b: Match): number {
  return matchRanks.indexOf(a.rank) - matchRanks.indexOf(b.rank) || compareUtf8(a.key, b.key);
}

export interface Match {
  readonly key: ObjectKey;
  readonly rank: MatchRank;
}
