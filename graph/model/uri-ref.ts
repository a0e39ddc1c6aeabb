import type { Problem, Result } from '../errors.ts';
import { readGs1 } from './gs1/read-gs1.ts';
import type { Gs1Reading } from './gs1/read-gs1.ts';
import type { ObjectKind, ObjectRef } from './object-ref.ts';

/** What a URI names. Lot, elements and prefix length only where it is a GS1 key. */
export interface UriReading extends Pick<Gs1Reading, 'ref'>, Partial<Omit<Gs1Reading, 'ref'>> {
  /** Why a URI that looks like a GS1 key is taken as a plain one. */
  readonly finding?: Problem;
}

const uuid = /^urn:uuid:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/**
 * The ref of any URI. A GS1 key tells its kind; for every other URI the caller says it, from where the URI stands (a lot
 * in a list of quantities, a unit in a list of EPCs, a place as read point). Other URIs are compared as written, and so
 * are EPC URIs and Digital Links of wrong length, which real partners do send. Refused is only a wrong check digit.
 */
export function readUri(uri: string, kind: ObjectKind): Result<UriReading> {
  const gs1 = readGs1(uri);
  if (!gs1.problem || gs1.problem.code === 'GS1_CHECK_DIGIT') return gs1;
  const ref = plainRef(uri.trim(), claimedKind(uri) ?? kind);
  return { ok: gs1.problem.code === 'GS1_NOT_A_KEY' ? { ref } : { ref, finding: gs1.problem } };
}

const epcKinds: ReadonlyMap<string, ObjectKind> = new Map([
  ['sscc', 'logistic'],
  ['grai', 'logistic'],
  ['lgtin', 'lot'],
  ['sgln', 'place'],
  ['pgln', 'party'],
  ['gsrn', 'person'],
  ['gsrnp', 'person'],
]);

function claimedKind(uri: string): ObjectKind | undefined {
  const scheme = /^urn:epc:(?:id|class):([a-z]+):/i.exec(uri.trim())?.[1];
  return scheme === undefined ? undefined : epcKinds.get(scheme.toLowerCase());
}

function plainRef(uri: string, kind: ObjectKind): ObjectRef {
  const id = uuid.exec(uri)?.[1];
  return id === undefined
    ? { kind, scheme: 'uri', issuer: '', value: uri }
    : { kind, scheme: 'uuid', issuer: '', value: id.toLowerCase() };
}
