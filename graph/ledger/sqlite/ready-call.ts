import type { AppendCall, LandingRecord } from '../landing.ts';
import { sha256 } from '../leaf.ts';
import type { BlobRange, CursorChange } from '../ledger.ts';
import type { BlobStore } from './blob-store.ts';

/** Longer bodies lie beside the ledger, so that its pages stay dense and a backup copies each of them once. */
const longestInline = 32 * 1024;

/** A record whose body is digested and, if it is long, already synced beside the ledger: only its row is missing. */
export interface ReadyRecord {
  readonly record: LandingRecord;
  readonly digest: Buffer;
  readonly inline: Uint8Array | null;
  readonly range: BlobRange | undefined;
}

export interface ReadyCall {
  readonly records: readonly ReadyRecord[];
  readonly advance: readonly CursorChange[];
}

/** Everything that can be wrong with one call alone happens here, before the transaction that it shares with others. */
export function readyCall(call: AppendCall, blobs: BlobStore): ReadyCall {
  return { records: call.records.map((record) => readyRecord(record, blobs)), advance: call.advance };
}

function readyRecord(record: LandingRecord, blobs: BlobStore): ReadyRecord {
  const { body } = record;
  if (!(body instanceof Uint8Array)) return { record, digest: sha256(blobs.cut(body)), inline: null, range: body };
  const digest = sha256(body);
  if (body.length <= longestInline) return { record, digest, inline: body, range: undefined };
  return { record, digest, inline: null, range: { blob: blobs.put(body), start: 0, end: body.length } };
}
