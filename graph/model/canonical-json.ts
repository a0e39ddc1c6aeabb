import { WhenceError } from '../errors.ts';
import { compareUtf8 } from './utf8-order.ts';

/**
 * The one text of a JSON value: names sorted by UTF-8 bytes, no blanks, strings as `JSON.stringify` escapes them
 * (after RFC 8785). Numbers are safe integers only: decimals are kept as text, so that no digest rests on a float.
 * A property that is undefined is absent. Throws `CANONICAL_JSON` for everything else.
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

/** Names and indexes on the way to the value; put into words only when it is refused. */
type Steps = (string | number)[];

function write(value: unknown, steps: Steps): string {
  if (typeof value === 'string') return writeString(value, steps);
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (Number.isSafeInteger(value)) return String(value);
      throw notCanonical('a number that is no safe integer', steps);
    case 'object':
      return Array.isArray(value) ? writeList(value, steps) : writeObject(value, steps);
    default:
      throw notCanonical(`a ${typeof value}`, steps);
  }
}

// Every event is written by these lines, most of its texts without anything to escape: one test instead of three calls,
// and texts put together as they come, made the whole three times faster.
const mayNeedEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

function writeString(text: string, steps: Steps): string {
  if (!mayNeedEscape.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw notCanonical('a lone surrogate', steps);
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], steps: Steps): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) {
    steps.push(i);
    text += i === 0 ? write(list[i], steps) : `,${write(list[i], steps)}`;
    steps.pop();
  }
  return `${text}]`;
}

function writeObject(object: object, steps: Steps): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  // Not by identity with Object.prototype: another realm (a worker, a test) has its own.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw notCanonical('no plain object', steps);
  let text = '';
  for (const name of sorted(Object.keys(object))) {
    const value = (object as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    steps.push(name);
    text += `${text === '' ? '' : ','}${writeString(name, steps)}:${write(value, steps)}`;
    steps.pop();
  }
  return `{${text}}`;
}

/** Few names, mostly in order already: sorting by insertion needs no comparator calls for those. */
function sorted(names: string[]): readonly string[] {
  if (names.length > 32) return names.sort(compareUtf8);
  for (let i = 1; i < names.length; i++) {
    const name = names[i]!;
    let at = i;
    while (at > 0 && isAfter(names[at - 1]!, name)) names[at] = names[--at]!;
    names[at] = name;
  }
  return names;
}

// The first letters decide nearly always; only beyond ASCII do bytes and code units differ in order.
function isAfter(a: string, b: string): boolean {
  const left = a.charCodeAt(0);
  const right = b.charCodeAt(0);
  if (left !== right && left < 0x80 && right < 0x80) return left > right;
  return compareUtf8(a, b) > 0;
}

function notCanonical(found: string, steps: Steps): WhenceError {
  const path = steps.reduce<string>((to, step) => (typeof step === 'number' ? `${to}[${step}]` : `${to}.${step}`), '$');
  return new WhenceError('CANONICAL_JSON', { says: `${path} holds ${found}`, path });
}
