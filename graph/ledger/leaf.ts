import { hash } from 'node:crypto';
import type { LedgerStream } from './ledger.ts';

/** What a leaf covers of a record. `headers` is their canonical JSON text, digests are lower-case hex. */
export interface LeafHead {
  readonly stream: LedgerStream;
  readonly source: string;
  readonly partition: string;
  /** As kept: of a variant with its digest. */
  readonly position: string;
  readonly receivedAt: string;
  readonly sourceTime?: string | undefined;
  readonly contentType: string;
  readonly headers: string;
  /** JSON text of the list of flags; absent where there is none. */
  readonly flags?: string | undefined;
  readonly bodyDigest: string;
}

/** Chain hash before the first batch. */
export const noHead: Buffer = Buffer.alloc(32);

export function sha256(bytes: Uint8Array | string): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/**
 * SHA-256 over the canonical JSON of the head. The body is covered by its digest, so that an expired body can go without
 * breaking the chain. The sequence number is not in it: the chain fixes the order.
 */
export function leafOf(head: LeafHead): Buffer {
  return sha256(leafText(head));
}

/** The next chain hash: SHA-256(previous ‖ leaves in order). */
export function chainHead(previous: Uint8Array, leaves: readonly Uint8Array[]): Buffer {
  return sha256(Buffer.concat([previous, ...leaves]));
}

// Written out, not by canonicalJson: it is on the path of every record, and the names are always the same. A test compares.
export function leafText(head: LeafHead): string {
  const flags = head.flags === undefined ? '' : `,"flags":${head.flags}`;
  const sourceTime = head.sourceTime === undefined ? '' : `,"sourceTime":${JSON.stringify(head.sourceTime)}`;
  return (
    `{"bodyDigest":"${head.bodyDigest}","contentType":${JSON.stringify(head.contentType)}${flags}` +
    `,"headers":${head.headers},"partition":${JSON.stringify(head.partition)}` +
    `,"position":${JSON.stringify(head.position)},"receivedAt":"${head.receivedAt}"` +
    `,"source":${JSON.stringify(head.source)}${sourceTime},"stream":"${head.stream}"}`
  );
}
