import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { ByteRange, FramedRecord, FrameResult } from '../format.ts';
import { limits } from './limits.ts';

/** The bytes of a record's head: what `decode` takes as its second argument. */
export function cutHead(bytes: Uint8Array, head: readonly ByteRange[]): Uint8Array {
  return Buffer.concat(head.map(({ start, end }) => bytes.subarray(start, end)));
}

/** A file that could not be framed: one record, to be quarantined under `issue`. */
export function unframed(bytes: Uint8Array, issue: Problem): FrameResult {
  return { records: [{ start: 0, end: bytes.length }], issue };
}

/** The records, unless there are more than the plan allows. */
export function framed(
  bytes: Uint8Array,
  records: readonly FramedRecord[],
  most: number = limits.records,
): FrameResult {
  if (records.length <= most) return { records };
  return unframed(
    bytes,
    problem('FORMAT_TOO_MANY', `The file holds ${records.length} records, the plan allows ${most}`),
  );
}

/** A source's text for a message: enough to recognise it, never a page of it. */
export const clipped = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 199)}…`);
