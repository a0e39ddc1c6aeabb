import { readDecimal, Exact, printDecimal, scaleOf } from '../../../graph/model/decimal.ts';
import { divide, rational } from '../../../graph/model/rational.ts';
import { badArgument, onText, readOf, refusedValue } from '../mapping-function.ts';
import type { MappingFunction } from '../mapping-function.ts';

const escaped = (char: string) => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

export const decimal: MappingFunction = {
  name: 'decimal',
  usage: "decimal(',', '.')",
  says: 'An exact number with the digits as written; the first mark is the decimal mark, the second separates thousands.',
  takes: 'each',
  bind(args) {
    const mark = args.optionalText(0) ?? '.';
    const group = args.optionalText(1);
    const form = formOf(mark, group);
    return args.done(
      onText('decimal', (text) => {
        const number = text.trim();
        if (!form.test(number))
          return refusedValue('DECIMAL_UNREADABLE', `"${text}" is no number with "${mark}" as decimal mark`, text);
        const plain = group === undefined ? number : number.split(group).join('');
        return readOf(readDecimal(plain.replace(mark, '.')));
      }),
    );
  },
};

// Groups are of three, or not at all: 1.5 must not become 15 because a plan names the wrong mark.
function formOf(mark: string, group: string | undefined): RegExp {
  const grouped = group === undefined ? '' : `|\\d{1,3}(?:${escaped(group)}\\d{3})+`;
  return new RegExp(`^[+-]?(?:\\d+${grouped})?(?:${escaped(mark)}\\d*)?(?:[eE][+-]?\\d{1,3})?$`);
}

export const integer: MappingFunction = {
  name: 'integer',
  usage: 'integer',
  says: 'A whole number without leading zeros.',
  takes: 'each',
  bind: (args) =>
    args.done(
      onText('integer', (text) => {
        const [, sign = '', digits] = /^\s*([+-]?)0*(\d{1,80})\s*$/.exec(text) ?? [];
        if (digits === undefined) return refusedValue('DECIMAL_UNREADABLE', `"${text}" is no whole number`, text);
        return sign === '-' && digits !== '0' ? `-${digits}` : digits;
      }),
    ),
};

export const scale: MappingFunction = {
  name: 'scale',
  usage: "scale('1/1000')",
  says: 'Times an exact ratio.',
  takes: 'each',
  bind(args) {
    const text = args.text(0);
    const [numerator = '', denominator = '1'] = text.split('/');
    const [top, bottom] = [readDecimal(numerator).ok, readDecimal(denominator).ok];
    if (top === undefined || bottom === undefined || Number(bottom) === 0)
      return badArgument('scale', `cannot use "${text}" as a ratio`);
    const factor = rational(top, bottom);
    return args.done(
      onText('scale', (number) => {
        const read = readDecimal(number);
        if (read.problem) return readOf(read);
        const { value, rounded } = divide(new Exact(read.ok).times(factor.numerator), new Exact(factor.denominator));
        if (rounded) return refusedValue('DECIMAL_UNREADABLE', `${number} times ${text} has no end; round it`, number);
        return printDecimal(value, scaleOf(read.ok));
      }),
    );
  },
};

const modes = { 'half-even': 2, 'half-up': 1, down: 0, up: 3 } as const;

export const round: MappingFunction = {
  name: 'round',
  usage: 'round(2, half-even)',
  says: 'To a number of places: half-even, half-up, down or up.',
  takes: 'each',
  bind(args) {
    const places = args.whole(0);
    const mode = modes[args.oneOf(1, ['half-even', 'half-up', 'down', 'up'], 'half-even')];
    return args.done(
      onText('round', (number) => {
        const read = readDecimal(number);
        return read.problem ? readOf(read) : printDecimal(new Exact(read.ok).round(places, mode), places);
      }),
    );
  },
};

export const negate: MappingFunction = {
  name: 'negate',
  usage: 'negate',
  says: 'The number with the other sign.',
  takes: 'each',
  bind: (args) =>
    args.done(
      onText('negate', (number) => {
        const read = readDecimal(number);
        return read.problem ? readOf(read) : printDecimal(new Exact(read.ok).times('-1'), scaleOf(read.ok));
      }),
    ),
};

export const bool: MappingFunction = {
  name: 'bool',
  usage: "bool(true='J', true='Y', false='N')",
  says: 'Yes or no, each by the texts that mean it; any other text is an issue.',
  takes: 'each',
  bind(args) {
    const [yes, no] = [new Set(args.texts('true')), new Set(args.texts('false'))];
    if (yes.size === 0 || no.size === 0) return badArgument('bool', "needs both true='…' and false='…'");
    return args.done(
      onText('bool', (text) => {
        if (yes.has(text)) return true;
        return no.has(text) ? false : refusedValue('MAP_TYPE', `"${text}" is declared neither true nor false`, text);
      }),
    );
  },
};

export const hex: MappingFunction = {
  name: 'hex',
  usage: 'hex',
  says: 'The whole number that hexadecimal digits stand for.',
  takes: 'each',
  bind: (args) =>
    args.done(
      onText('hex', (text) =>
        /^(?:0x)?[0-9a-f]{1,32}$/i.test(text.trim())
          ? BigInt(`0x${text.trim().replace(/^0x/i, '')}`).toString()
          : refusedValue('MAP_TYPE', `"${text}" is not hexadecimal`, text),
      ),
    ),
};

export const bcd: MappingFunction = {
  name: 'bcd',
  usage: 'bcd',
  says: 'The whole number of a whole number whose hexadecimal digits are its decimal ones, as PLCs keep counters.',
  takes: 'each',
  bind: (args) =>
    args.done(
      onText('bcd', (text) => {
        const digits = /^\d{1,38}$/.test(text.trim()) ? BigInt(text.trim()).toString(16) : 'x';
        return /^\d+$/.test(digits) ? digits : refusedValue('MAP_TYPE', `"${text}" is no binary-coded decimal`, text);
      }),
    ),
};

export const bits: MappingFunction = {
  name: 'bits',
  usage: 'bits(4, 7)',
  says: 'The whole number in the bits from the first to the second, both included, counted from 0.',
  takes: 'each',
  bind(args) {
    const [from, to] = [args.whole(0), args.whole(1)];
    if (from < 0 || to < from || to > 127) return badArgument('bits', `cannot take bits ${from} to ${to}`);
    const mask = (1n << BigInt(to - from + 1)) - 1n;
    return args.done(
      onText('bits', (text) =>
        /^\d{1,38}$/.test(text.trim())
          ? ((BigInt(text.trim()) >> BigInt(from)) & mask).toString()
          : refusedValue('MAP_TYPE', `"${text}" is no whole number`, text),
      ),
    );
  },
};
