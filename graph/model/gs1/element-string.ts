import { refused } from '../../errors.ts';
import type { Result } from '../../errors.ts';
import { identifierAt } from './application-identifiers.ts';
import type { ApplicationIdentifier } from './application-identifiers.ts';
import { readElement } from './element.ts';
import type { Gs1Element } from './element.ts';
import { objectOf } from './gs1-object.ts';
import type { Gs1Object } from './gs1-object.ts';

/** FNC1 as scanners send it. */
export const separator = '\u001d';

// AIM symbology identifiers of the GS1 carriers; a scanner may send one before the data.
const symbology = /^\](?:C1|e0|d2|Q3|J1)/;

export function withoutSymbology(text: string): string {
  const data = text.replace(symbology, '');
  return data.startsWith(separator) ? data.slice(1) : data;
}

/** Reads `(01)…(21)…` as printed below a bar code, or the bare data of a scan with FNC1 between the fields. */
export function readElementString(text: string): Result<Gs1Object> {
  const data = withoutSymbology(text.trim());
  const elements = data.startsWith('(') ? bracketed(data) : bare(data);
  return elements.problem ? elements : objectOf(elements.ok);
}

const bracket = /\((\d{2,4})\)/g;

function bracketed(text: string): Result<readonly Gs1Element[]> {
  const marks = [...text.matchAll(bracket)];
  const elements: Gs1Element[] = [];
  for (const [i, mark] of marks.entries()) {
    const element = readElement(mark[1] ?? '', text.slice(mark.index + mark[0].length, marks[i + 1]?.index));
    if (element.problem) return element;
    elements.push(element.ok);
  }
  return marks[0]?.index === 0 ? { ok: elements } : notElements(text);
}

function bare(text: string): Result<readonly Gs1Element[]> {
  const elements: Gs1Element[] = [];
  for (let at = 0; at < text.length;) {
    const identifier = identifierAt(text, at);
    if (!identifier) return notElements(text);
    const start = at + identifier.ai.length;
    const end = endOfField(text, start, identifier);
    const element = readElement(identifier.ai, text.slice(start, end));
    if (element.problem) return element;
    elements.push(element.ok);
    at = text[end] === separator ? end + 1 : end;
  }
  return { ok: elements };
}

/** Where a field ends by the rules: after its predefined length, else at the separator or the end. */
export function endOfField(text: string, start: number, { isPredefined, digits }: ApplicationIdentifier): number {
  if (isPredefined) return start + digits;
  const end = text.indexOf(separator, start);
  return end < 0 ? text.length : end;
}

function notElements(text: string): Result<never> {
  return refused('GS1_NOT_A_KEY', `"${text}" is no GS1 element string`, { value: text });
}
