import { problem } from '../../../graph/errors.ts';
import type { ErrorCode, Problem } from '../../../graph/errors.ts';
import { readIsoTime } from '../../../graph/model/iso-time.ts';
import type { SourceObject, SourceValue } from '../../format.ts';
import { clipped } from '../framing.ts';
import { isObject } from '../names.ts';
import { expandName } from './epcis-context.ts';
import type { EpcisContext } from './epcis-context.ts';
import { bareWord, isWord } from './epcis-vocabulary.ts';
import type { WordList } from './epcis-vocabulary.ts';

/** Senders write what they do not know as null or as an empty text; both say nothing. */
export const isBlank = (value: SourceValue | undefined): value is '' | null | undefined =>
  value === undefined || value === null || value === '';

/** What is wrong with a value at a path, if anything. */
export type Check = (value: SourceValue, path: string, context: EpcisContext) => Problem | undefined;

export type Checks = Readonly<Record<string, Check>>;

export function wrong(code: ErrorCode, says: string, path: string, value?: SourceValue): Problem {
  const text = typeof value === 'string' ? value : value === undefined ? undefined : JSON.stringify(value);
  return problem(code, says, { path, ...(text === undefined ? {} : { value: clipped(text) }) });
}

const textThat =
  (test: (text: string) => boolean, what: string): Check =>
  (value, path) =>
    typeof value === 'string' && test(value)
      ? undefined
      : wrong('EPCIS_FIELD_INVALID', `${path} is not ${what}`, path, value);

const dateTime = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export const instant = textThat((text) => dateTime.test(text) && !readIsoTime(text).problem, 'a time with an offset');
// Two published documents of the standard's own examples leave the seconds out, and nothing is ordered by this time.
export const minuteOnly = /(T\d\d:\d\d)(?=Z|[+-]\d\d:\d\d$)/;
export const instantOrMinute = textThat(
  (text) => !readIsoTime(text.replace(minuteOnly, '$1:00')).problem,
  'a time with an offset',
);
export const offset = textThat((text) => /^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(text), 'an offset such as +01:00');
export const uri = textThat((text) => /^[a-z][a-z0-9+.-]*:./i.test(text), 'a URI');
export const anyText = textThat(() => true, 'a text');
export const number = textThat((text) => /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text), 'a number');
export const action = textThat((text) => ['ADD', 'OBSERVE', 'DELETE'].includes(text), 'ADD, OBSERVE or DELETE');
export const unitCode = textThat((text) => /^[A-Z0-9]{2,3}$/.test(text), 'a unit code of UN/ECE Recommendation 20');

/** A word of the standard, or a URI of one's own. */
export const word =
  (list: WordList): Check =>
  (value, path, context) => {
    if (typeof value !== 'string') return wrong('EPCIS_FIELD_INVALID', `${path} is not a text`, path, value);
    if (isWord(list, bareWord(list, value)) || uri(value, path, context) === undefined) return undefined;
    return wrong('EPCIS_VOCABULARY', `${path} is ${value}`, path, value);
  };

/** A list of such values; JSON-LD lets a list of one stand without brackets. */
export const listOf =
  (check: Check): Check =>
  (value, path, context) => {
    if (!Array.isArray(value)) return check(value, path, context);
    return first(value as readonly SourceValue[], (one, index) => check(one, `${path}[${index}]`, context));
  };

/** An object, whatever its members. */
export const object: Check = (value, path) =>
  isObject(value) ? undefined : wrong('EPCIS_FIELD_INVALID', `${path} is not an object`, path, value);

/** An object with these members; any other must be an extension. */
export const objectOf =
  (members: Checks, required: readonly string[] = []): Check =>
  (value, path, context) => {
    if (!isObject(value)) return wrong('EPCIS_FIELD_INVALID', `${path} is not an object`, path, value);
    const missing = required.find((name) => isBlank(value[name]));
    if (missing !== undefined) return wrong('EPCIS_FIELD_MISSING', `${path} has no ${missing}`, `${path}.${missing}`);
    return checkMembers(value, members, `${path}.`, context);
  };

export function checkMembers(
  object: SourceObject,
  members: Checks,
  path: string,
  context: EpcisContext,
): Problem | undefined {
  return first(Object.entries(object), ([name, value]) => {
    if (Object.hasOwn(members, name)) return isBlank(value) ? undefined : members[name]!(value, path + name, context);
    return checkExtension(name, path + name, context);
  });
}

function checkExtension(name: string, path: string, context: EpcisContext): Problem | undefined {
  if (!name.includes(':')) return wrong('EPCIS_FIELD_UNKNOWN', `${path} is no field of the standard`, path);
  if (context.hasRemote || expandName(name, context) || /^(?:https?|urn):/.test(name)) return undefined;
  return wrong('EPCIS_NAMESPACE', `Nothing declares the prefix of ${name}`, path);
}

/** The first problem in a list of things. */
export function first<T>(
  things: Iterable<T>,
  check: (thing: T, index: number) => Problem | undefined,
): Problem | undefined {
  let index = 0;
  for (const thing of things) {
    const found = check(thing, index);
    if (found) return found;
    index += 1;
  }
  return undefined;
}
