import { refused } from '../errors.ts';
import type { Result } from '../errors.ts';
import { fractionPrecision, resolveLocal } from './local-time.ts';
import type { LocalRules, LocalTime } from './local-time.ts';
import type { TimeSpan } from './time.ts';

const iso =
  /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[Tt ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)?)?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?$/;

/** What to do with a time that carries no offset of its own. */
export type IsoRules = Partial<LocalRules>;

/**
 * Reads RFC 3339 and the usual forms of ISO 8601: date and time to the hour or finer, or a date alone, whose precision
 * is the day. An offset in the text wins over the zone of the rules; with neither, `TIME_NO_ZONE`.
 */
export function readIsoTime(text: string, rules: IsoRules = {}): Result<TimeSpan> {
  const match = iso.exec(text.trim());
  if (!match) return refused('TIME_UNREADABLE', `"${text}" is no ISO 8601 time`, { value: text });
  const zone = offsetOf(match[9]) ?? rules.zone;
  if (zone === undefined)
    return refused('TIME_NO_ZONE', `"${text}" has no offset, and no zone is declared`, { value: text });
  return resolveLocal(localOf(match), text, { ...rules, zone });
}

function localOf([, year, , month, day, hour, minute, second, digits = '']: RegExpExecArray): LocalTime {
  const number = (part: string | undefined) => Number(part ?? '0');
  const fraction = digits.slice(0, 9); // ns is the finest that we keep
  return {
    ...{ year: number(year), month: number(month), day: number(day) },
    ...{ hour: number(hour), minute: number(minute), second: number(second), fraction },
    precision:
      second !== undefined
        ? fractionPrecision(fraction)
        : minute !== undefined
          ? 'min'
          : hour !== undefined
            ? 'h'
            : 'day',
  };
}

function offsetOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.toUpperCase() === 'Z') return 'Z';
  const digits = text.replace(':', '').padEnd(5, '0');
  return `${digits.slice(0, 3)}:${digits.slice(3)}`;
}
