import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import { issue } from './mapped-value.ts';
import type { Issue, Reader, Scope } from './mapped-value.ts';
import type { World } from './mapping-function.ts';
import type { Faults, Place } from './plan-fault.ts';

/** A part of an event as it will be validated: plain JSON, absent, or why not. */
export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
export type JsonReader = (scope: Scope) => Json | undefined | Issue;

/** What the fields of a plan are compiled with. */
export interface Fields {
  readonly world: World;
  readonly faults: Faults;
  /** The named instants of the plan. */
  readonly instants: ReadonlyMap<string, Reader>;
  readonly namespace: string;
  /** Puts the plan's namespace before a record key that an event refers to. */
  readonly recordKey: (key: string) => string;
}

export function requiredIssue(name: string, source: string): Issue {
  return issue(problem('MAP_REQUIRED', `${name} is required, and ${source} is absent`, { path: source, value: '' }));
}

export const nothing: JsonReader = () => undefined;

/** Notes the fault of a field; the plan will not be used, so that what is given in its place reads nothing. */
export function failed(fields: Fields, at: Place, found: Problem): JsonReader {
  fields.faults.addProblem(at, found);
  return nothing;
}
