import { refused } from '../errors.ts';
import type { Result } from '../errors.ts';
import { printUtc } from './local-time.ts';
import type { TimeBasis, TimeSpan } from './time.ts';

const digitsOf = { s: 0, ms: 3, us: 6, ns: 9 } as const;

export type EpochUnit = keyof typeof digitsOf;

/** Reads whole units since 1970-01-01T00:00:00Z. All digits count, so a number in ms is never taken through a float. */
export function readEpoch(text: string, unit: EpochUnit, basis: TimeBasis = 'event'): Result<TimeSpan> {
  const digits = digitsOf[unit];
  const count = text.trim();
  const seconds = Number(count.slice(0, count.length - digits) || '0');
  const isWhole = /^\d{1,21}$/.test(count) && seconds < 253_402_300_800; // the year 10000
  if (!isWhole) return refused('TIME_UNREADABLE', `"${text}" is no number of ${unit} since 1970`, { value: text });
  const fraction = digits === 0 ? '' : count.slice(-digits).padStart(digits, '0');
  return { ok: { from: printUtc(seconds * 1000, fraction), zone: 'Z', precision: unit, basis } };
}
