import { problem } from '../../graph/errors.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { Json } from './field-reader.ts';
import { isList, isRecord, isRef, issue, isTime, shown } from './mapped-value.ts';
import type { Issue, Read } from './mapped-value.ts';
import type { Shape } from './schema-shape.ts';

type Fit = (value: Exclude<Read, undefined | Issue>, name: string) => Json | Issue;

export const misfit = (value: Exclude<Read, undefined | Issue>, name: string, meant: string): Issue =>
  issue(problem('MAP_TYPE', `${name} is ${meant}, and this is ${shown(value)}`, { path: name, value: shown(value) }));

const text: Fit = (value, name) =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : misfit(value, name, 'a text');

const ref: Fit = (value, name) => (isRef(value) ? { ...value } : misfit(value, name, 'an object, as id() gives it'));

/** What was read, made to fit the shape of its field, or why it does not. */
export const fitting: Readonly<Record<Shape, Fit>> = {
  text,
  enum: text,
  ref,
  integer: (value, name) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : misfit(value, name, 'a whole number'),
  boolean: (value, name) => (typeof value === 'boolean' ? value : misfit(value, name, 'true or false')),
  instant: (value, name) => (isTime(value) ? value.from : misfit(value, name, 'a time')),
  time: (value, name) => (isTime(value) ? { ...value } : misfit(value, name, 'a time')),
  use: (value, name) => (isRef(value) ? useOf(value) : misfit(value, name, 'an object')),
  object: (value, name) => (isRef(value) ? { object: { ...value } } : misfit(value, name, 'a group of fields')),
  open: (value) => openJson(value),
  quantity: (value, name) => misfit(value, name, 'a quantity with value and unit'),
  list: (value) => openJson(value),
};

const useOf = (value: { readonly kind: string }): Json => ({
  [value.kind === 'material' ? 'material' : 'thing']: { ...value },
});

function openJson(value: Exclude<Read, undefined | Issue>): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (isList(value)) return value.flatMap((item) => (item === undefined ? [] : [openJson(item)]));
  if (isRef(value)) return objectKey(value);
  if (isTime(value)) return value.from;
  return isRecord(value) ? (JSON.parse(JSON.stringify(value)) as Json) : String(value);
}
