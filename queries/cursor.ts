import { createHash } from 'node:crypto';
import { WhenceError } from '../graph/errors.ts';

const form = /^[A-Za-z0-9_-]{1,600}$/;
const sumLength = 12;

/**
 * Where a page ended. `of` says what was being paged, e.g. an answer's id and the filter: its checksum is in the cursor, so
 * that one of another list is refused instead of showing rows twice or never.
 */
export function writeCursor(of: string, place: string): string {
  return Buffer.from(sum(of, place) + place).toString('base64url');
}

/** Throws `BAD_CURSOR` for a cursor of anything else. */
export function readCursor(of: string, cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const place = text.slice(sumLength);
  if (text.slice(0, sumLength) !== sum(of, place)) throw new WhenceError('BAD_CURSOR');
  return place;
}

/** Whether it can be a cursor at all; checked before anything is executed. */
export function isCursor(text: string): boolean {
  return form.test(text) && Buffer.from(text, 'base64url').length > sumLength;
}

export function readOrdinal(of: string, cursor: string): number {
  const place = readCursor(of, cursor);
  return Number(place);
}

function sum(of: string, place: string): string {
  return createHash('sha256')
    .update(JSON.stringify([of, place]))
    .digest('base64url')
    .slice(0, sumLength);
}
