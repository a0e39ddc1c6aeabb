import { problem } from '../../graph/errors.ts';
import type { ErrorCode, Problem } from '../../graph/errors.ts';
import type { LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { QuarantineReason } from '../../graph/ledger/outcomes.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import { reasonOf } from '../mapping/map-record.ts';
import type { MappedRecord } from '../mapping/map-record.ts';

const heldCodes: ReadonlySet<string> = new Set<ErrorCode>(['FILE_SHRUNK', 'ROW_VANISHED']);
const mostNames = 1000;

/** Why a record waits that its connector has set aside. */
export function heldProblem(code: string, { headers }: LedgerRecord): Problem {
  const known = heldCodes.has(code) ? (code as ErrorCode) : 'CONTROL_UNKNOWN';
  return problem(known, `${headers['file'] ?? 'The record'} waits`, { path: 'file', value: headers['file'] ?? code });
}

/**
 * The reason for a row that is gone from its file, with the names of the things it spoke of, so that a trace through one of
 * them can say so (I22). What it stated when it came stands.
 */
export function vanishedReason(record: LedgerRecord, mapped: MappedRecord): QuarantineReason {
  return reasonOf(heldProblem('ROW_VANISHED', record), 'decode', namesIn(mapped));
}

function namesIn(mapped: MappedRecord): readonly string[] {
  if (mapped.kind === 'quarantined') return mapped.reason.names;
  if (mapped.kind === 'ignored') return [];
  return [...new Set(mapped.events.flatMap(keysBelow))].slice(0, mostNames);
}

function keysBelow(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(keysBelow);
  return isRef(value) ? [objectKey(value), ...below] : below;
}

const isRef = (value: object): value is ObjectRef =>
  'kind' in value && 'scheme' in value && 'issuer' in value && 'value' in value;
