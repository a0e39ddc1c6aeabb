import { refused } from '../errors.ts';
import type { Problem, Result } from '../errors.ts';
import { fractionPrecision, resolveLocal } from './local-time.ts';
import type { LocalTime } from './local-time.ts';
import type { IsoRules } from './iso-time.ts';
import type { Precision, TimeSpan } from './time.ts';

/** Reads the times of one source. */
export type TimeReader = (text: string) => Result<TimeSpan>;

/**
 * A reader for a pattern such as `dd.MM.yyyy HH:mm:ss`. Letters: `yyyy yy MM M dd d DDD HH H hh h a mm m ss s`, `S` for
 * any number of fraction digits and `SSS` for exactly so many, `XXX` for +01:00 or Z, `XX` for +0100. What stands in
 * square brackets may be left out: `H:mm:ss[.S]`. Text in single quotes and everything else that is no letter stands for
 * itself. `yy` is 2000 to 2099.
 */
export function datetime(pattern: string, rules: IsoRules = {}): Result<TimeReader> {
  const compiled = compile(pattern);
  if (compiled.problem) return compiled;
  const { form, fields } = compiled.ok;
  return {
    ok: (text) => {
      const match = form.exec(text.trim());
      if (!match) return refused('TIME_UNREADABLE', `"${text}" is not of the form ${pattern}`, { value: text });
      return resolve(partsOf(fields, match), text, rules);
    },
  };
}

/** What the text has: a part that was left out says nothing, also nothing of how exact the time is. */
function partsOf(fields: readonly Field[], match: readonly (string | undefined)[]): ReadonlyMap<Field, string> {
  const found = fields.map((field, i) => [field, match[i + 1]] as const);
  return new Map(found.filter((entry): entry is readonly [Field, string] => entry[1] !== undefined));
}

type Field =
  | 'year'
  | 'year2'
  | 'month'
  | 'day'
  | 'dayOfYear'
  | 'hour'
  | 'hour12'
  | 'half'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'offset';

// Fixed widths, so that `yyMMdd` finds its borders; single letters take one or two digits.
const letters: Readonly<Record<string, readonly [Field, string]>> = {
  yyyy: ['year', '(\\d{4})'],
  yy: ['year2', '(\\d{2})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  DDD: ['dayOfYear', '(\\d{3})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  hh: ['hour12', '(\\d{2})'],
  h: ['hour12', '(\\d{1,2})'],
  a: ['half', '([AaPp][Mm])'],
  mm: ['minute', '(\\d{2})'],
  m: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{2})'],
  s: ['second', '(\\d{1,2})'],
  S: ['fraction', '(\\d{1,9})'],
  XXX: ['offset', '(Z|[+-]\\d{2}:\\d{2})'],
  XX: ['offset', '(Z|[+-]\\d{4})'],
};

interface Compiled {
  readonly form: RegExp;
  readonly fields: readonly Field[];
}

const token = /([A-Za-z])\1*|'[^']*'|[^A-Za-z']/gu;

function compile(pattern: string): Result<Compiled> {
  const tokens = pattern.match(token) ?? [];
  const parts = tokens.map(partOf);
  const unknown = tokens.find((_, i) => parts[i] === undefined);
  if (unknown !== undefined || tokens.join('') !== pattern)
    return badPattern(pattern, `has "${unknown ?? "'"}", which is not known`);
  const fields = parts.flatMap((part) => part?.[0] ?? []);
  if (!isBalanced(tokens)) return badPattern(pattern, 'has square brackets that do not match');
  const missing = missingIn(fields) ?? dayLeftOut(tokens, parts);
  if (missing !== undefined) return badPattern(pattern, missing);
  return { ok: { form: new RegExp(`^${parts.map((part) => part?.[1] ?? '').join('')}$`), fields } };
}

function partOf(text: string): readonly [Field | undefined, string] | undefined {
  if (text.startsWith("'")) return text.length > 1 ? [undefined, literal(text.slice(1, -1))] : undefined;
  if (text === '[') return [undefined, '(?:'];
  if (text === ']') return [undefined, ')?'];
  if (!/^[A-Za-z]/.test(text)) return [undefined, literal(text)];
  if (/^S{2,9}$/.test(text)) return ['fraction', `(\\d{${String(text.length)}})`];
  return Object.hasOwn(letters, text) ? letters[text] : undefined;
}

/** Each bracket is closed before the next one opens: parts left out within parts left out are nobody's clock. */
function isBalanced(tokens: readonly string[]): boolean {
  return /^(?:\[\])*$/.test(tokens.filter((text) => text === '[' || text === ']').join(''));
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function missingIn(fields: readonly Field[]): string | undefined {
  const has = (...any: readonly Field[]) => any.some((field) => fields.includes(field));
  if (new Set(fields).size < fields.length) return 'names a part twice';
  if (!has('year', 'year2')) return 'names no year';
  if (!has('dayOfYear') && !(has('month') && has('day'))) return 'names no day';
  if (has('hour12') !== has('half')) return 'needs both hh and a';
  return undefined;
}

const ofTheDay: ReadonlySet<Field> = new Set(['year', 'year2', 'month', 'day', 'dayOfYear', 'hour12', 'half']);

/** A day that may be left out would be one that nobody stated. */
function dayLeftOut(tokens: readonly string[], parts: readonly (ReturnType<typeof partOf> | undefined)[]) {
  let isInside = false;
  for (const [i, text] of tokens.entries()) {
    if (text === '[' || text === ']') isInside = text === '[';
    const field = parts[i]?.[0];
    if (isInside && field !== undefined && ofTheDay.has(field)) return `may not leave out ${text}`;
  }
  return undefined;
}

function badPattern(pattern: string, what: string): { readonly problem: Problem } {
  return refused('TIME_PATTERN', `Pattern "${pattern}" ${what}`, { value: pattern });
}

function resolve(parts: ReadonlyMap<Field, string>, text: string, rules: IsoRules): Result<TimeSpan> {
  const offset = parts.get('offset');
  const zone = offset ?? rules.zone;
  if (zone === undefined)
    return refused('TIME_NO_ZONE', `"${text}" has no offset, and no zone is declared`, { value: text });
  const local = localOf(parts);
  if (!local) return refused('TIME_UNREADABLE', `"${text}" is no day and time of the calendar`, { value: text });
  return resolveLocal(local, text, { ...rules, zone: offset?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') ?? zone });
}

function localOf(parts: ReadonlyMap<Field, string>): LocalTime | undefined {
  const number = (field: Field) => Number(parts.get(field) ?? '0');
  const year = parts.has('year') ? number('year') : 2000 + number('year2');
  const date = parts.has('dayOfYear')
    ? dateOf(year, number('dayOfYear'))
    : { month: number('month'), day: number('day') };
  const hour = parts.has('hour') ? number('hour') : hourOf(number('hour12'), parts.get('half'));
  if (!date || hour === undefined) return undefined;
  const time = { hour, minute: number('minute'), second: number('second'), fraction: parts.get('fraction') ?? '' };
  return { year, ...date, ...time, precision: precisionOf(parts) };
}

function dateOf(year: number, dayOfYear: number): { readonly month: number; readonly day: number } | undefined {
  const date = new Date(Date.UTC(year, 0, dayOfYear));
  if (dayOfYear < 1 || date.getUTCFullYear() !== year) return undefined;
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function hourOf(hour12: number, half: string | undefined): number | undefined {
  if (half === undefined) return 0;
  if (hour12 < 1 || hour12 > 12) return undefined;
  return (hour12 % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

function precisionOf(parts: ReadonlyMap<Field, string>): Precision {
  if (parts.has('second')) return fractionPrecision(parts.get('fraction') ?? '');
  if (parts.has('minute')) return 'min';
  return parts.has('hour') || parts.has('hour12') ? 'h' : 'day';
}
