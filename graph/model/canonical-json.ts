import { WhenceError } from '../errors.ts';
import { compareUtf8 } from './utf8-order.ts';

/**
 * The one text of a JSON value: names sorted by UTF-8 bytes, no blanks, strings as `JSON.stringify` escapes them
 * (after RFC 8785). Numbers are safe integers only: decimals are kept as text, so that no digest rests on a float.
 * A property that is undefined is absent. Throws `CANONICAL_JSON` for everything else.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      return writeString(value, path);
    case 'number':
      if (Number.isSafeInteger(value)) return String(value);
      throw notCanonical('a number that is no safe integer', path);
    case 'object':
      return Array.isArray(value) ? writeList(value, path) : writeObject(value, path);
    default:
      throw notCanonical(`a ${typeof value}`, path);
  }
}

function writeString(text: string, path: string): string {
  if (!text.isWellFormed()) throw notCanonical('a lone surrogate', path);
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], path: string): string {
  // Array.from: a hole is undefined, and undefined is refused.
  return `[${Array.from(list, (item, i) => write(item, `${path}[${String(i)}]`)).join(',')}]`;
}

function writeObject(object: object, path: string): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  // Not by identity with Object.prototype: another realm (a worker, a test) has its own.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw notCanonical('no plain object', path);
  const present = Object.entries(object).filter(([, value]) => value !== undefined);
  present.sort(([a], [b]) => compareUtf8(a, b));
  return `{${present.map(([name, value]) => `${writeString(name, path)}:${write(value, `${path}.${name}`)}`).join(',')}}`;
}

function notCanonical(found: string, path: string): WhenceError {
  return new WhenceError('CANONICAL_JSON', { says: `${path} holds ${found}`, path });
}
