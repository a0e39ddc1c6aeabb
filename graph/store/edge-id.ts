import type { LedgerPosition } from '../ledger/ledger.ts';
import type { EventKey } from './changes.ts';

/** What an edge id is made of; it is derived, never stored whole. */
export interface EdgeId {
  readonly event: EventKey;
  readonly recordedAt: LedgerPosition;
  readonly role: string;
  readonly ordinal: number;
}

export function edgeId(event: EventKey, recordedAt: LedgerPosition, role: string, ordinal: number): string {
  return `${event}.${String(recordedAt)}.${role}.${String(ordinal)}`;
}

const form = /^([A-Za-z0-9_-]{43})\.(0|[1-9][0-9]{0,15})\.(.+)\.(0|[1-9][0-9]{0,8})$/s;

/** The inverse of `edgeId`; undefined when the text is none. */
export function readEdgeId(eid: string): EdgeId | undefined {
  const [, event, recordedAt, role, ordinal] = form.exec(eid) ?? [];
  if (event === undefined || role === undefined) return undefined;
  return { event, recordedAt: Number(recordedAt), role, ordinal: Number(ordinal) };
}
