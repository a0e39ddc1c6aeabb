import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';

/**
 * What differs between what came out and what an example states. Only stated fields count; objects may be written as
 * `issuer/material/value` or by key, a list of one by its item, and fields by the names that plans use.
 */
export function differenceOf(actual: unknown, stated: unknown, at: string): readonly string[] {
  if (Array.isArray(stated)) return listDifference(asList(actual), stated, at);
  const one: unknown = Array.isArray(actual) && actual.length === 1 ? actual[0] : actual;
  if (typeof stated === 'object' && stated !== null)
    return fieldDifference(one, stated as Readonly<Record<string, unknown>>, at);
  return isSame(one, stated) ? [] : [`${at} is ${shown(one)}, not ${shown(stated)}`];
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

function listDifference(actual: readonly unknown[], stated: readonly unknown[], at: string): readonly string[] {
  const length =
    actual.length === stated.length ? [] : [`${at} has ${actual.length} items, not ${stated.length}: ${shown(actual)}`];
  const common = stated.slice(0, actual.length).flatMap((item, i) => differenceOf(actual[i], item, `${at}[${i}]`));
  return [...length, ...common];
}

const aliases: Readonly<Record<string, string>> = {
  type: 'verb',
  object: 'thing',
  subject: 'subjects',
  result: 'verdict',
};

function fieldDifference(actual: unknown, stated: Readonly<Record<string, unknown>>, at: string): readonly string[] {
  if (typeof actual !== 'object' || actual === null) return [`${at} is ${shown(actual)}, not ${shown(stated)}`];
  const fields = actual as Readonly<Record<string, unknown>>;
  return Object.entries(stated).flatMap(([name, value]) => {
    const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    const field = Object.hasOwn(fields, name) || alias === undefined ? name : alias;
    return differenceOf(fields[field], value, `${at}.${name}`);
  });
}

function isSame(actual: unknown, stated: unknown): boolean {
  if (actual === stated) return true;
  if (typeof actual === 'number' || typeof actual === 'boolean') return String(actual) === String(stated);
  if (typeof actual !== 'object' || actual === null) return typeof stated === 'number' && actual === String(stated);
  if (isRefLike(actual)) return stated === shownRef(actual) || stated === objectKey(actual);
  const wrapped = Object.values(actual).filter(isRefLike);
  return wrapped.length === 1 && isSame(wrapped[0], stated);
}

const isRefLike = (value: unknown): value is ObjectRef =>
  typeof value === 'object' && value !== null && 'scheme' in value;

/** `plant-a/100200/L77`: issuer (or scheme), site, material and value, as far as the object has them. */
export function shownRef({ scheme, issuer, site, material, value }: ObjectRef): string {
  return [issuer || scheme, site, material, value].filter((part) => part !== undefined && part !== '').join('/');
}

const shown = (value: unknown): string => ((JSON.stringify(value) as string | undefined) ?? 'absent').slice(0, 300);
