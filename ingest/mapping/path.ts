import type { SourceValue } from '../format.ts';
import type { Mapped, Reader, Scope } from './mapped-value.ts';
import { isList } from './mapped-value.ts';

/** `a.b[0].c`, `@attr`, `^x`, `$meta.file`: where to look, from the item that is being read. */
export interface Path {
  readonly root: 'item' | 'record' | 'meta' | 'head' | 'key';
  /** How many items to step out of: one for each `^`. */
  readonly out: number;
  readonly steps: readonly (string | number)[];
  readonly text: string;
}

/**
 * A name on a list goes into each of its items, so that one element maps like many (I15). JSON's null is absent.
 */
export function compilePath(path: Path): Reader {
  const { root, out, steps } = path;
  const [only] = steps;
  if (root === 'item' && out === 0 && steps.length === 1 && typeof only === 'string')
    return (scope) => present(nameOf(scope.item, only));
  if (root === 'key') return (scope) => scope.run.key;
  return (scope) => present(steps.reduce<SourceValue | undefined>(stepInto, begin(scope, root, out)));
}

function begin(scope: Scope, root: Path['root'], out: number): SourceValue | undefined {
  if (root === 'meta') return scope.run.meta;
  if (root === 'head') return scope.run.head;
  if (root === 'record') return scope.run.record;
  let at: Scope | undefined = scope;
  for (let i = 0; i < out; i++) at = at?.outer;
  return at?.item;
}

export function stepInto(value: SourceValue | undefined, step: string | number): SourceValue | undefined {
  if (typeof step === 'string') return nameOf(value, step);
  if (isSourceList(value)) return value[step];
  // One element is a list of one.
  return step === 0 ? value : undefined;
}

function nameOf(value: SourceValue | undefined, name: string): SourceValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!isSourceList(value)) return value[name];
  return value.flatMap((item) => {
    const found = nameOf(item, name);
    return found === undefined || found === null ? [] : found;
  });
}

export function isSourceList(value: SourceValue | undefined): value is readonly SourceValue[] {
  return Array.isArray(value);
}

/** A source's value as a pipe carries it. */
export function present(value: SourceValue | undefined): Mapped | undefined {
  if (value === null || value === undefined) return undefined;
  if (isSourceList(value)) return value.length === 0 ? undefined : value.map(present);
  return value;
}

/** What a pipe carries, as a source's value: for the items of a list that a pipe made. */
export function asSource(value: Mapped): SourceValue | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (isList(value)) return value.flatMap((item) => (item === undefined ? [] : (asSource(item) ?? [])));
  return Object.getPrototypeOf(value) === null ? (value as SourceValue) : undefined;
}
