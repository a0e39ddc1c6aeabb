import { identifierAt } from './application-identifiers.ts';
import { hasCheckDigit } from './check-digit.ts';
import { readElement } from './element.ts';
import type { Gs1Element } from './element.ts';
import { endOfField, separator, withoutSymbology } from './element-string.ts';
import { objectOf } from './gs1-object.ts';
import type { Gs1Object } from './gs1-object.ts';
import { readGs1 } from './read-gs1.ts';

/** One way to understand what a scanner or a person entered. */
export type ScanReading =
  | (Gs1Object & {
      readonly form: 'gs1';
      /** Field ends that no separator marks. */ readonly guessedSeparators: number;
    })
  | { readonly form: 'plain'; readonly text: string };

/**
 * Every reading of the text, the one with the fewest guesses first, the plain text last. A scanner that drops the
 * separator leaves open where a field of variable length ends: then each cut that leaves valid fields is a reading.
 */
export function readings(text: string): readonly ScanReading[] {
  const data = withoutSymbology(text.trim());
  const told = readGs1(data).ok;
  const exact = [...(told ? [told] : []), ...bareKeys(data)].map(
    (object) => ({ ...object, form: 'gs1', guessedSeparators: 0 }) as const,
  );
  return [...exact, ...guesses(data), { form: 'plain', text: data }];
}

// The number below the bars alone, as people type it.
const bareForms: readonly (readonly [digits: RegExp, ai: string])[] = [
  [/^(?:\d{8}|\d{12,14})$/, '01'],
  [/^\d{18}$/, '00'],
];

function bareKeys(data: string): readonly Gs1Object[] {
  return bareForms.flatMap(([digits, ai]) => {
    const element = digits.test(data) && hasCheckDigit(data) ? readElement(ai, data).ok : undefined;
    return (element && objectOf([element]).ok) ?? [];
  });
}

// Counted in tries, not in time: the same text always gives the same readings.
const mostTries = 5_000;
const mostGuesses = 20;

type Cut = { readonly elements: readonly Gs1Element[]; readonly guessed: number };

function guesses(data: string): readonly ScanReading[] {
  // One separator proves that the scanner sends them.
  if (data.includes(separator) || !/^\d\d/.test(data)) return [];
  const found = cuts(data)
    .filter(({ guessed }) => guessed > 0)
    .sort((a, b) => a.guessed - b.guessed)
    .flatMap(({ elements, guessed }) => {
      const object = objectOf(elements).ok;
      return object ? [{ ...object, form: 'gs1', guessedSeparators: guessed } as const] : [];
    });
  return found.slice(0, mostGuesses);
}

function cuts(data: string): readonly Cut[] {
  const found: Cut[] = [];
  let tries = 0;
  const walk = (at: number, elements: readonly Gs1Element[], guessed: number): void => {
    if (at === data.length) found.push({ elements, guessed });
    const identifier = identifierAt(data, at);
    if (!identifier || elements.some(({ ai }) => ai === identifier.ai)) return;
    const start = at + identifier.ai.length;
    const last = endOfField(data, start, identifier);
    const first = identifier.isPredefined ? last : start + Math.max(1, identifier.digits + identifier.min);
    for (let end = Math.min(last, start + identifier.digits + identifier.max); end >= first; end--) {
      if (++tries > mostTries) return;
      const element = readElement(identifier.ai, data.slice(start, end)).ok;
      const isGuessed = !identifier.isPredefined && end < data.length;
      if (element) walk(end, [...elements, element], guessed + (isGuessed ? 1 : 0));
    }
  };
  walk(0, [], 0);
  return found;
}
