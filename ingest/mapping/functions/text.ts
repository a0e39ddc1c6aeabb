import type { MappingFunction } from '../mapping-function.ts';
import { onText, textFunction } from '../mapping-function.ts';

export const trim = textFunction('trim', 'Without blanks at both ends.', (text) => text.trim());
export const upper = textFunction('upper', 'In capitals, whatever the locale of the machine.', (text) =>
  text.toUpperCase(),
);
export const lower = textFunction('lower', 'In small letters.', (text) => text.toLowerCase());
export const squash = textFunction(
  'squash',
  'Without blanks at both ends, and one blank where there were several.',
  (text) => text.trim().replace(/\s+/g, ' '),
);

export const strip: MappingFunction = {
  name: 'strip',
  usage: "strip('.-')",
  says: 'Without any of the characters, wherever they stand.',
  takes: 'each',
  bind(args) {
    const chars = new Set(args.text(0));
    return args.done(onText('strip', (text) => Array.from(text, (char) => (chars.has(char) ? '' : char)).join('')));
  },
};

export const stripLeft: MappingFunction = {
  name: 'strip-left',
  usage: "strip-left('0')",
  says: 'Without the characters at the beginning.',
  takes: 'each',
  bind(args) {
    const chars = args.text(0);
    return args.done(
      onText('strip-left', (text) => {
        let from = 0;
        while (from < text.length && chars.includes(text[from]!)) from++;
        return text.slice(from);
      }),
    );
  },
};

export const padLeft: MappingFunction = {
  name: 'pad-left',
  usage: "pad-left(10, '0')",
  says: 'Filled up to a length at the beginning; never cut.',
  takes: 'each',
  bind(args) {
    const [length, char] = [args.whole(0), args.text(1)];
    return args.done(onText('pad-left', (text) => text.padStart(Math.min(length, 1000), char)));
  },
};

export const slice: MappingFunction = {
  name: 'slice',
  usage: 'slice(0, 4)',
  says: 'The characters from the first place up to, not including, the second; places count from 0.',
  takes: 'each',
  bind(args) {
    const from = args.whole(0);
    const to = args.optionalText(1);
    return args.done(onText('slice', (text) => text.slice(from, to === undefined ? undefined : Number(to))));
  },
};

export const replace: MappingFunction = {
  name: 'replace',
  usage: "replace('/', '-')",
  says: 'Every occurrence of the first text becomes the second.',
  takes: 'each',
  bind(args) {
    const [from, to] = [args.text(0), args.text(1)];
    return args.done(onText('replace', (text) => (from === '' ? text : text.split(from).join(to))));
  },
};
