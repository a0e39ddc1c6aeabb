import type { SourceObject, SourceValue } from '../format.ts';

/** A record under construction. */
export type OpenObject = Record<string, SourceValue>;

export const emptyObject = (): OpenObject => Object.create(null) as OpenObject;

// Records have no prototype, so these names are harmless here. They are refused because whoever reads what we hand on
// (an export, a browser, a script) may be less careful.
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isForbiddenName = (name: string): boolean => forbidden.has(name);

export function isObject(value: SourceValue | undefined): value is SourceObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
