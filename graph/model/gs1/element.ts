import { refused } from '../../errors.ts';
import type { Result } from '../../errors.ts';
import { applicationIdentifier, characters } from './application-identifiers.ts';
import type { ApplicationIdentifier } from './application-identifiers.ts';
import { checkDigitOf, hasCheckDigit } from './check-digit.ts';

/** One application identifier and its value, in the form of the General Specifications: a GTIN has fourteen digits. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

/** Checks length, characters, date and check digit. GTIN-8, -12 and -13 are padded to fourteen digits. */
export function readElement(ai: string, text: string): Result<Gs1Element> {
  const form = applicationIdentifier(ai);
  if (!form) return refused('GS1_VALUE', `(${ai}) is no application identifier that we know`, { value: ai });
  const value = isGtin(ai) && /^(?:\d{8}|\d{12,13})$/.test(text) ? text.padStart(14, '0') : text;
  const fault = shapeFault(form, value) ?? dateFault(form, value);
  if (fault !== undefined) return refused('GS1_VALUE', `(${ai})${text} ${fault}`, { value: text });
  return checkDigitFault(form, value) ?? { ok: { ai, value } };
}

const isGtin = (ai: string) => ai === '01' || ai === '02' || ai === '03';

function shapeFault({ digits, rest, min, max }: ApplicationIdentifier, value: string): string | undefined {
  const [leading, variable] = [value.slice(0, digits), value.slice(digits)];
  if (leading.length < digits || !characters.N.test(leading)) return `does not begin with ${digits} digits`;
  if (variable.length < min || variable.length > max)
    return `has ${value.length} characters, not ${digits + min} to ${digits + max}`;
  return characters[rest].test(variable) ? undefined : 'has a character that is not allowed there';
}

// Day 00 stands for the last day of the month.
function dateFault({ isDate }: ApplicationIdentifier, value: string): string | undefined {
  const isPossible = /^\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/.test(value);
  return isDate && !isPossible ? 'is no date YYMMDD' : undefined;
}

function checkDigitFault({ ai, checked }: ApplicationIdentifier, value: string): Result<never> | undefined {
  const key = value.slice(0, checked);
  if (checked === 0 || hasCheckDigit(key)) return undefined;
  const should = checkDigitOf(key.slice(0, -1));
  const says = `(${ai})${value}: ${key} ends in ${key.slice(-1)}, its check digit is ${should}`;
  return refused('GS1_CHECK_DIGIT', says, { value });
}
