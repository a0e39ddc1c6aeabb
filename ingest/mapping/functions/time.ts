import type { Result } from '../../../graph/errors.ts';
import { readEpoch } from '../../../graph/model/epoch-time.ts';
import { readIsoTime } from '../../../graph/model/iso-time.ts';
import type { IsoRules } from '../../../graph/model/iso-time.ts';
import { datetime as readerFor } from '../../../graph/model/time-pattern.ts';
import { badArgument, onText, readOf, refusedValue } from '../mapping-function.ts';
import type { Arguments, MappingFunction } from '../mapping-function.ts';

// Zeros are how a mainframe says "no date".
const isFiller = (text: string) => /^[0\s.:/-]*$/.test(text);

function rulesOf(args: Arguments, zonePlace: number): Result<IsoRules> {
  const zone = args.optionalText(zonePlace, 'zone');
  const repeated = args.optionalText(-1, 'repeated');
  if (repeated !== undefined && repeated !== 'earlier' && repeated !== 'later')
    return badArgument('datetime', `knows repeated='earlier' and 'later', not '${repeated}'`);
  return { ok: { ...(zone === undefined ? {} : { zone }), ...(repeated === undefined ? {} : { repeated }) } };
}

export const datetime: MappingFunction = {
  name: 'datetime',
  usage: "datetime('dd.MM.yyyy HH:mm:ss', zone='Europe/Berlin', repeated='earlier')",
  says: "A time by its pattern, or 'iso'. Without an offset in the text a zone is needed; the hour that comes twice is an interval over both unless repeated says earlier or later; an hour that does not exist is an issue; zeros are absent.",
  takes: 'each',
  bind(args) {
    const pattern = args.text(0);
    const rules = rulesOf(args, 1);
    if (rules.problem) return rules;
    const reader =
      pattern === 'iso' ? { ok: (text: string) => readIsoTime(text, rules.ok) } : readerFor(pattern, rules.ok);
    if (reader.problem) return reader;
    const read = reader.ok;
    return args.done(onText('datetime', (text) => (isFiller(text) ? undefined : readOf(read(text)))));
  },
};

export const date: MappingFunction = {
  name: 'date',
  usage: "date('dd.MM.yyyy', zone='Europe/Berlin')",
  says: "A day by its pattern, or 'iso'; its precision is the day.",
  takes: 'each',
  bind: (args, world) => datetime.bind(args, world),
};

export const epoch: MappingFunction = {
  name: 'epoch',
  usage: 'epoch(ms)',
  says: 'A time from the whole seconds, ms, us or ns since 1970.',
  takes: 'each',
  bind(args) {
    const unit = args.oneOf(0, ['s', 'ms', 'us', 'ns'], 's');
    return args.done(onText('epoch', (text) => (isFiller(text) ? undefined : readOf(readEpoch(text, unit)))));
  },
};

const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9}))?S)?)?$/;
const clock = /^()(\d+):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?$/;

export const duration: MappingFunction = {
  name: 'duration',
  usage: 'duration',
  says: 'Seconds out of PT1H30M or 1:30:00.',
  takes: 'each',
  bind: (args) =>
    args.done(
      onText('duration', (text) => {
        const match = iso.exec(text.trim()) ?? clock.exec(text.trim());
        if (!match || text.trim().length < 3) return refusedValue('TIME_UNREADABLE', `"${text}" is no duration`, text);
        const [days, hours, minutes, seconds] = match.slice(1, 5).map((part?: string) => BigInt(part || '0')) as [
          bigint,
          bigint,
          bigint,
          bigint,
        ];
        const whole = ((days * 24n + hours) * 60n + minutes) * 60n + seconds;
        return match[5] === undefined ? whole.toString() : `${whole}.${match[5]}`;
      }),
    ),
};
