import type { AppendCall } from '../landing.ts';

/** What shares a commit: what was queued when the last one returned, up to here. A longer call has a commit for itself. */
const mostRecords = 1000;
const mostBytes = 4 * 1024 * 1024;

/** How many calls from the front of the queue make the next commit; at least one. */
export function groupLength(calls: readonly AppendCall[]): number {
  let records = 0;
  let bytes = 0;
  for (let i = 0; i < calls.length; i++) {
    records += calls[i]!.records.length;
    bytes += inlineBytes(calls[i]!);
    if (i > 0 && (records > mostRecords || bytes > mostBytes)) return i;
  }
  return calls.length;
}

export function inlineBytes(call: AppendCall): number {
  return call.records.reduce((sum, { body }) => sum + (body instanceof Uint8Array ? body.length : 0), 0);
}
