import type { CodeUnits } from '../encoding.ts';
import { XmlFault } from './xml-fault.ts';

/** What the scanner meets, in code units: `end` is the unit after `>`. Text and comments are passed over. */
export interface Tag {
  readonly kind: 'start' | 'end' | 'empty';
  readonly start: number;
  readonly end: number;
}

/**
 * The tags of a document, in order, without reading names, attributes or text. Refuses any DOCTYPE: what it could declare
 * is the way to exhaust or mislead a parser.
 */
export function* scanTags(units: CodeUnits, from: number): Generator<Tag> {
  for (let start = units.indexOf(lessThan, from); start !== -1;) {
    const next = units[start + 1];
    let end: number;
    if (next === exclamation) end = afterMarkup(units, start);
    else if (next === question) end = after(units, start + 2, '?>');
    else {
      end = afterTag(units, start + 1);
      yield { kind: kindOf(units, start, end), start, end };
    }
    start = units.indexOf(lessThan, end);
  }
}

const [lessThan, greaterThan, exclamation, question, slash] = [0x3c, 0x3e, 0x21, 0x3f, 0x2f];
const [doubleQuote, singleQuote] = [0x22, 0x27];

function kindOf(units: CodeUnits, start: number, end: number): Tag['kind'] {
  if (units[start + 1] === slash) return 'end';
  return units[end - 2] === slash ? 'empty' : 'start';
}

function afterMarkup(units: CodeUnits, start: number): number {
  if (startsWith(units, start, '<!--')) return after(units, start + 4, '-->');
  if (startsWith(units, start, '<![CDATA[')) return after(units, start + 9, ']]>');
  throw new XmlFault('XML_DOCTYPE', `A declaration stands at character ${start + 1}`);
}

function afterTag(units: CodeUnits, from: number): number {
  for (let i = from; i < units.length; i++) {
    const unit = units[i]!;
    if (unit === greaterThan) return i + 1;
    if (unit === lessThan) break;
    if (unit === doubleQuote || unit === singleQuote) {
      i = units.indexOf(unit, i + 1);
      if (i === -1) break;
    }
  }
  throw new XmlFault('XML_SYNTAX', `The tag at character ${from} is not closed`);
}

function after(units: CodeUnits, from: number, text: string): number {
  for (let i = units.indexOf(text.charCodeAt(0), from); i !== -1; i = units.indexOf(text.charCodeAt(0), i + 1)) {
    if (startsWith(units, i, text)) return i + text.length;
  }
  throw new XmlFault('XML_SYNTAX', `${text} is missing after character ${from}`);
}

function startsWith(units: CodeUnits, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (units[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
