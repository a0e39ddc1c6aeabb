import { refused } from '../errors.ts';
import type { Problem, Result } from '../errors.ts';
import type { Precision, RepeatedHour, TimeBasis, TimeSpan, UtcText } from './time.ts';
import { instantsOf, readZone, startOfDay } from './zone.ts';
import type { Zone } from './zone.ts';

/** What a clock or a calendar showed. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits of the second's fraction, as written. */
  readonly fraction: string;
  readonly precision: Precision;
}

export interface LocalRules {
  /** IANA name, `UTC` or an offset. */
  readonly zone: string;
  /** Default: the interval over both. */
  readonly repeated?: RepeatedHour;
  readonly basis?: TimeBasis;
}

/** Resolves a local time in its zone. `text` is what the source wrote, for messages. */
export function resolveLocal(local: LocalTime, text: string, rules: LocalRules): Result<TimeSpan> {
  const localMs = calendarMillis(local);
  if (localMs === undefined)
    return refused('TIME_UNREADABLE', `"${text}" is no day and time since 1900`, { value: text });
  const zone = readZone(rules.zone);
  if (zone.problem) return zone;
  const instants = instantsMeant(local.precision, localMs, zone.ok, rules.repeated);
  return instants ? { ok: span(instants, local, rules) } : nonexistent(text, rules.zone);
}

type Instants = readonly [from: number, to?: number];

function instantsMeant(
  precision: Precision,
  localMs: number,
  zone: Zone,
  repeated: RepeatedHour = 'interval',
): Instants | undefined {
  if (precision === 'day') {
    const start = startOfDay(zone, localMs);
    return start === undefined ? undefined : [start];
  }
  const [first, second] = instantsOf(zone, localMs);
  if (first === undefined || second === undefined || repeated === 'earlier')
    return first === undefined ? undefined : [first];
  return repeated === 'later' ? [second] : [first, second];
}

function span(
  [from, to]: Instants,
  { fraction, precision }: LocalTime,
  { zone, basis = 'event' }: LocalRules,
): TimeSpan {
  const until = to === undefined ? {} : { to: printUtc(to, fraction) };
  return { from: printUtc(from, fraction), ...until, zone, precision, basis };
}

function nonexistent(text: string, zone: string): { readonly problem: Problem } {
  return refused('TIME_NONEXISTENT', `"${text}" does not exist in ${zone}: clocks went forward over it`, {
    value: text,
  });
}

/**
 * Milliseconds as if the local time were UTC; undefined for 31 February, 25:00 and the like, and before 1900, since
 * 0001-01-01 is what systems write for nothing. 24:00:00 is the next day.
 */
export function calendarMillis({ year, month, day, hour, minute, second, fraction }: LocalTime): number | undefined {
  const isMidnightAtEnd = hour === 24 && minute === 0 && second === 0 && /^0*$/.test(fraction);
  if ((hour > 23 && !isMidnightAtEnd) || minute > 59 || second > 59) return undefined;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day || year < 1900) return undefined;
  return midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

export function printUtc(wholeSecondMs: number, fraction: string): UtcText {
  const text = new Date(wholeSecondMs).toISOString().slice(0, 19);
  return fraction === '' ? `${text}Z` : `${text}.${fraction}Z`;
}

// Sources drop trailing zeros (10.1 for 10.100), so digits tell the precision only in steps of three.
export function fractionPrecision(fraction: string): Precision {
  if (fraction === '') return 's';
  if (fraction.length <= 3) return 'ms';
  return fraction.length <= 6 ? 'us' : 'ns';
}
