import { refused } from '../errors.ts';
import type { Result } from '../errors.ts';

/** Seconds that a zone's clocks are ahead of UTC at an instant. */
export type Zone = (utcMs: number) => number;

const offsetText = /^(?:UTC|GMT)?([+-])(\d\d):?([0-5]\d)$/;

/** `Europe/Berlin`, `UTC`, `Z` or an offset such as `+01:00`. Abbreviations are refused: CST is three different zones. */
export function readZone(name: string): Result<Zone> {
  if (name === 'Z' || name === 'UTC') return { ok: () => 0 };
  const [, sign, hours, minutes] = offsetText.exec(name) ?? [];
  if (sign !== undefined && Number(hours) <= 18) return { ok: fixed(sign, Number(hours), Number(minutes)) };
  const known = zones.get(name) ?? createZone(name);
  if (!known) return refused('TIME_ZONE_UNKNOWN', `Zone "${name}" is not known`, { value: name });
  zones.set(name, known);
  return { ok: known };
}

function fixed(sign: string, hours: number, minutes: number): Zone {
  const offset = (sign === '-' ? -60 : 60) * (60 * hours + minutes);
  return () => offset;
}

// Formatters are dear to make (0.1 ms) and there are a few dozen zones.
const zones = new Map<string, Zone>();

function createZone(name: string): Zone | undefined {
  // `EST` and the like are in the database too, but mean what the writer did not mean.
  if (!name.includes('/')) return undefined;
  try {
    return remembered(offsets(formatter(name)));
  } catch {
    return undefined;
  }
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric';
  const parts = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'iso8601', hourCycle: 'h23', ...parts });
}

function offsets(format: Intl.DateTimeFormat): Zone {
  return (utcMs) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utcMs)) parts[type] = Number(value);
    const {
      year = 0,
      month = 1,
      day = 1,
      hour = 0,
      minute = 0,
      second = 0,
    } = parts as Readonly<Record<string, number | undefined>>;
    return (Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000) / 1000;
  };
}

const quarterHour = 900_000;
const firstWholeQuarter = Date.UTC(1972, 0, 1);
const mostRemembered = 10_000;

// Since 1972 zones have changed only at quarter hours of UTC, so one look-up serves all records of that quarter.
function remembered(zone: Zone): Zone {
  const known = new Map<number, number>();
  return (utcMs) => {
    if (utcMs < firstWholeQuarter) return zone(utcMs);
    const quarter = Math.floor(utcMs / quarterHour);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    if (known.size >= mostRemembered) known.clear();
    const offset = zone(quarter * quarterHour);
    known.set(quarter, offset);
    return offset;
  };
}

export const dayMs = 86_400_000;

/** The instants at which the zone's clocks show this local time (given as if it were UTC): none, one or two, in order. */
export function instantsOf(zone: Zone, localMs: number): readonly number[] {
  const candidates = [...new Set([zone(localMs - dayMs), zone(localMs + dayMs)])].map(
    (offset) => localMs - offset * 1000,
  );
  return candidates.filter((utcMs) => utcMs + zone(utcMs) * 1000 === localMs).sort((a, b) => a - b);
}

/** When a local day begins: an hour later where clocks skip its midnight (Beirut, Cairo, Santiago). Undefined for a skipped day. */
export function startOfDay(zone: Zone, localMidnightMs: number): number | undefined {
  return instantsOf(zone, localMidnightMs)[0] ?? instantsOf(zone, localMidnightMs + 3_600_000)[0];
}
