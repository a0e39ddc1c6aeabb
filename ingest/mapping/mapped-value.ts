import { problem as problemOf } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { TimeSpan } from '../../graph/model/time.ts';
import type { SourceObject, SourceValue } from '../format.ts';

/** Not looked at yet; absent is something else. */
export const unread = Symbol('unread');

/** What flows through a pipe. Texts stay texts: nothing here is ever a number of the machine. */
export type Mapped = string | boolean | ObjectRef | TimeSpan | SourceObject | MappedList;

/** A hole in a list stays a hole, so that `A, B | join` notices a missing A. */
export type MappedList = readonly (Mapped | undefined)[];

/** Why a value could not be read. A value itself, so that a bad record costs no more than a good one. */
export class Issue {
  readonly problem: Problem;
  constructor(problem: Problem) {
    this.problem = problem;
  }
}

/** What a reader gives: a value, nothing (absent), or why not. */
export type Read = Mapped | undefined | Issue;

/** What one record brings with it, and what is noted while it is read. */
export interface Run {
  readonly record: SourceObject;
  /** What stood around the record in its document. */
  readonly head: SourceObject;
  /** What the ledger knows of it: source, partition, position, receivedAt, file, contentType, sourceTime. */
  readonly meta: SourceObject;
  key: string;
  /** Steps left before the record is refused; each call of a function and each item of a list is one. */
  steps: number;
  /** Objects and texts that identified something: keys are made of them only when the record has to wait. */
  readonly named: (ObjectRef | string)[];
  /** Objects that may be others, by the look of their numbers: stated as guesses beside what the record says. */
  readonly guesses: (readonly [stated: ObjectRef, mayBe: ObjectRef])[];
  /** Instants read already, by their place in the plan. */
  readonly instants: (Read | typeof unread)[];
  readonly findings: { code: 'CLASS_ONLY' | 'IDENTITY_GUESSED'; path: string; value: string }[];
  /** True while only names are gathered for a quarantined record: issues are passed over. */
  gathering: boolean;
}

/** Where paths begin: the record, or an item of a list within it. */
export interface Scope {
  readonly item: SourceValue;
  readonly outer?: Scope;
  readonly run: Run;
}

export type Reader = (scope: Scope) => Read;

export function issue(problem: Problem): Issue {
  return new Issue(problem);
}

export function isList(value: Mapped): value is MappedList {
  return Array.isArray(value);
}

// Objects of a source have no prototype; what we make has one.
const isOurs = (value: object): boolean => Object.getPrototypeOf(value) !== null;

export function isRef(value: Mapped): value is ObjectRef {
  return typeof value === 'object' && !isList(value) && isOurs(value) && 'scheme' in value;
}

export function isTime(value: Mapped): value is TimeSpan {
  return typeof value === 'object' && !isList(value) && isOurs(value) && 'precision' in value;
}

export function isRecord(value: Mapped): value is SourceObject {
  return typeof value === 'object' && !isList(value) && !isOurs(value);
}

/** A value for a message: enough to recognise it. */
export function shown(value: Mapped | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

/** The same fault without what was read, where that may name a person. */
export function withoutValue({ code, path }: Problem): Problem {
  return problemOf(code, 'What stands there may name a person and is not shown', path === undefined ? {} : { path });
}
