import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import { clipped } from '../framing.ts';

/** The fields of one row. Strict: what could be read in two ways is refused. */
export function splitRow(text: string, delimiter: string, quote: string | undefined): Result<readonly string[]> {
  if (text.includes('\0')) return refused('FORMAT_NUL', 'The row holds the character NUL', { value: clipped(text) });
  if (quote === undefined || !text.includes(quote)) return { ok: text.split(delimiter) };
  return splitQuoted(text, delimiter, quote);
}

function splitQuoted(text: string, delimiter: string, quote: string): Result<readonly string[]> {
  const fields: string[] = [];
  for (let start = 0; start <= text.length;) {
    const field = text[start] === quote ? quotedField(text, start, quote) : plainField(text, start, delimiter, quote);
    if (field.problem) return field;
    fields.push(field.ok.value);
    const { end } = field.ok;
    if (end < text.length && text[end] !== delimiter)
      return wrong('A field goes on after its closing quote', text, end);
    start = end + 1;
  }
  return { ok: fields };
}

interface Field {
  readonly value: string;
  /** Index of the delimiter after it, or the length of the row. */
  readonly end: number;
}

function plainField(text: string, start: number, delimiter: string, quote: string): Result<Field> {
  const found = text.indexOf(delimiter, start);
  const end = found === -1 ? text.length : found;
  const value = text.slice(start, end);
  return value.includes(quote) ? wrong('A quote stands inside an unquoted field', text, start) : { ok: { value, end } };
}

function quotedField(text: string, start: number, quote: string): Result<Field> {
  for (let close = text.indexOf(quote, start + 1); close !== -1; close = text.indexOf(quote, close + 2)) {
    if (text[close + 1] === quote) continue;
    return { ok: { value: text.slice(start + 1, close).replaceAll(quote + quote, quote), end: close + 1 } };
  }
  return wrong('A quoted field is not closed', text, start);
}

function wrong(says: string, text: string, at: number): ReturnType<typeof refused> {
  return refused('CSV_QUOTE', `${says} at character ${at + 1}`, { value: clipped(text.slice(Math.max(0, at - 20))) });
}
