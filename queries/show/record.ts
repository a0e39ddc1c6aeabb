import { errors } from '../../graph/errors.ts';
import type { ErrorText } from '../../graph/errors.ts';
import type { LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { Outcome, QuarantineReason } from '../../graph/ledger/outcomes.ts';
import type { Quarantined, SourceRecord } from '../schema/record.ts';
import type { RawForm } from '../schema/enums.ts';
import { digestText } from './trace.ts';

export function showRecord(record: LedgerRecord, outcome: Outcome | undefined): SourceRecord {
  return {
    body: record.body,
    position: record.seq,
    source: record.source,
    stream: record.stream,
    partition: record.partition,
    sourcePosition: record.position,
    receivedAt: record.receivedAt,
    sourceTime: record.sourceTime,
    digest: digestText(record.bodyDigest),
    leaf: digestText(record.leaf),
    contentType: record.contentType,
    size: record.body.length,
    outcome: outcome?.kind ?? 'pending',
    note: outcome?.note,
    plan: outcome?.plan,
    quarantined: outcome?.quarantine && showQuarantined(outcome.quarantine),
    findings: outcome?.findings ?? [],
  };
}

function showQuarantined(reason: QuarantineReason): Quarantined {
  const { code, stage, path, value, message, names, unreadable } = reason;
  return { code, stage, path, value, message, ...adviceOf(code), names, unreadable };
}

/** What the error list says of a code; of one that is not in it, e.g. of an older version, only the code is known. */
export function adviceOf(code: string): { readonly cause: string; readonly remedy: string } {
  const { cause = '', remedy = '' } = (errors as Readonly<Record<string, Partial<ErrorText>>>)[code] ?? {};
  return { cause, remedy };
}

/** A part of the bytes, in a form that JSON can carry. Undefined where the bytes are not of that form. */
export function showBytes(body: Uint8Array, offset: number, length: number, form: RawForm): string | undefined {
  const part = body.subarray(offset, offset + length);
  if (form === 'base64') return Buffer.from(part).toString('base64');
  if (form === 'windows-1252') return new TextDecoder(form).decode(part);
  return utf8(withoutCutCharacters(part));
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Cutting by bytes may cut through a character at either end; such a one is left to the neighbouring part. */
function withoutCutCharacters(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start++;
  let lead = bytes.length - 1;
  while (lead > bytes.length - 4 && isContinuation(bytes[lead])) lead--;
  const isCut = lead >= start && lead + lengthOf(bytes[lead] ?? 0) > bytes.length;
  return bytes.subarray(start, isCut ? lead : bytes.length);
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}
