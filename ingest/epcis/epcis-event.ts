import { WhenceError } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { Finding } from '../../graph/ledger/outcomes.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { SourceObject, SourceValue } from '../format.ts';

/** What is collected while one event is read. A problem ends the reading; findings do not. */
export interface Reading {
  readonly event: SourceObject;
  readonly findings: Finding[];
  /** Every identifier met, so that a record that has to wait can still be found by them. */
  readonly names: Set<string>;
  /** Documents, places … that stand in a list of things: stated to exist, and no more. */
  readonly others: ObjectRef[];
}

/** Ends the reading of one event; caught where the record's outcome is made. */
export class EpcisIssue extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Fields of a canonical event of some verb, before key, source and mapping are set. */
export type EventFields = Readonly<Record<string, unknown>> & { readonly verb: string };

/** One canonical event in the making; `rule` names its part in the EPCIS event, for its key. */
export interface EventDraft {
  readonly rule: string;
  readonly fields: EventFields;
}

export function textAt(object: SourceObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Required by `checkEvent` already. */
export function requiredText(object: SourceObject, name: string): string {
  const value = textAt(object, name);
  if (value === undefined) throw new WhenceError('EPCIS_FIELD_MISSING', { path: name });
  return value;
}

export const isObject = (value: SourceValue | undefined): value is SourceObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function textsAt(object: SourceObject, name: string): readonly string[] {
  return listAt(object, name).filter((one): one is string => typeof one === 'string');
}

export function objectsAt(object: SourceObject, name: string): readonly SourceObject[] {
  return listAt(object, name).filter(isObject);
}

function listAt(object: SourceObject, name: string): readonly SourceValue[] {
  const value = object[name];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly SourceValue[]) : [value];
}
