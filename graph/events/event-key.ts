import { hash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import type { EventKey } from '../store/changes.ts';

/** What an event is recognised by, in whatever order and however often its record comes (model.md §4). */
export interface EventIdentity {
  /** The source, or the standard where its ids are unique all over the world: `epcis`, `cfx`. */
  readonly namespace: string;
  readonly recordKey: string;
  /** Rule of the mapping, without the mapping's version: a newer version revises instead of duplicating. */
  readonly rule: string;
  readonly ordinal: number;
  /** Digest of the record's canonical content, unless the plan declares what a repeat means. */
  readonly contentDigest?: string;
}

export function eventKey(identity: EventIdentity): EventKey {
  const { namespace, recordKey, rule, ordinal, contentDigest } = identity;
  const parts = [namespace, recordKey, rule, ordinal, ...(contentDigest === undefined ? [] : [contentDigest])];
  return hash('sha256', canonicalJson(parts), 'base64url');
}
