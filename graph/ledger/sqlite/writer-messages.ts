import { WhenceError } from '../../errors.ts';
import type { ErrorCode, ErrorDetails } from '../../errors.ts';
import type { AppendCall, LandingRecord } from '../landing.ts';
import type { BlobRange, CursorChange, LedgerPosition, LedgerStream, Receipt } from '../ledger.ts';
import { inlineBytes } from './commit-group.ts';

/**
 * Between the ledger and its writer's thread. Calls travel as one text and one buffer, which is handed over without a copy:
 * cloning record by record took longer than keeping them.
 */
export type ToWriter =
  | { readonly kind: 'append'; readonly firstId: number; readonly heads: string; readonly bodies: ArrayBuffer }
  | { readonly kind: 'blob'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'opened' }
  | {
      readonly kind: 'kept';
      readonly ids: readonly number[];
      readonly receipts: Float64Array;
      readonly seq: LedgerPosition;
    }
  | { readonly kind: 'blob'; readonly id: number; readonly digest: string }
  | { readonly kind: 'refused'; readonly id: number; readonly error: SentError }
  | { readonly kind: 'closed' };

export interface SentError {
  readonly code?: ErrorCode;
  readonly details?: ErrorDetails;
  readonly message: string;
}

type SentHead = readonly [
  stream: LedgerStream,
  source: string,
  partition: string,
  position: string,
  contentType: string,
  headers: string,
  sourceTime: string | null,
  flags: string | null,
  body: number | BlobRange,
];
type SentCall = readonly [heads: readonly SentHead[], advance: readonly CursorChange[]];

export function packCalls(calls: readonly AppendCall[], firstId: number): ToWriter & { readonly kind: 'append' } {
  const bodies = new Uint8Array(calls.reduce((sum, call) => sum + inlineBytes(call), 0));
  let at = 0;
  const sent = calls.map((call): SentCall => [
    call.records.map((record) => {
      if (record.body instanceof Uint8Array) {
        bodies.set(record.body, at);
        at += record.body.length;
      }
      return sentHead(record);
    }),
    call.advance,
  ]);
  return { kind: 'append', firstId, heads: JSON.stringify(sent), bodies: bodies.buffer };
}

function sentHead(record: LandingRecord): SentHead {
  return [
    record.stream,
    record.source,
    record.partition,
    record.position,
    record.contentType,
    record.headers,
    record.sourceTime ?? null,
    record.flags ?? null,
    record.body instanceof Uint8Array ? record.body.length : record.body,
  ];
}

/** Bodies are views of the buffer that came. */
export function unpackCalls(message: ToWriter & { readonly kind: 'append' }): readonly AppendCall[] {
  const calls = JSON.parse(message.heads) as readonly SentCall[];
  let at = 0;
  const landing = (head: SentHead): LandingRecord => {
    const [stream, source, partition, position, contentType, headers, sourceTime, flags, sentBody] = head;
    const texts = { stream, source, partition, position, contentType, headers };
    const optional = { sourceTime: sourceTime ?? undefined, flags: flags ?? undefined };
    if (typeof sentBody !== 'number') return { ...texts, ...optional, body: sentBody };
    const body = new Uint8Array(message.bodies, at, sentBody);
    at += sentBody;
    return { ...texts, ...optional, body };
  };
  return calls.map(([heads, advance]) => ({ records: heads.map(landing), advance }));
}

/** Two numbers a receipt: its position, and of a variant the first known one, else one of the marks. */
const keptMark = 0;
const repeatMark = -1;

export function packReceipts(receipts: readonly Receipt[]): Float64Array {
  const packed = new Float64Array(receipts.length * 2);
  receipts.forEach((receipt, i) => {
    packed[2 * i] = receipt.seq;
    packed[2 * i + 1] =
      receipt.kind === 'kept-variant' ? receipt.of : receipt.kind === 'repeat' ? repeatMark : keptMark;
  });
  return packed;
}

export function unpackReceipts(packed: Float64Array, start: number, count: number): readonly Receipt[] {
  return Array.from({ length: count }, (_, i) => unpackReceipt(packed[2 * (start + i)]!, packed[2 * (start + i) + 1]!));
}

function unpackReceipt(seq: LedgerPosition, mark: number): Receipt {
  if (mark === keptMark) return { kind: 'kept', seq };
  return mark === repeatMark ? { kind: 'repeat', seq } : { kind: 'kept-variant', seq, of: mark };
}

export function sendError(error: unknown): SentError {
  if (!(error instanceof WhenceError))
    return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  return {
    code: error.code,
    details: JSON.parse(JSON.stringify(error.details)) as ErrorDetails,
    message: error.message,
  };
}

export function receiveError({ code, details, message }: SentError): Error {
  return code === undefined ? new Error(message) : new WhenceError(code, details);
}
