import type { ErrorCode, Result } from '../../../graph/errors.ts';
import type { SourceValue } from '../../format.ts';
import { limits } from '../limits.ts';
import { emptyObject, isForbiddenName } from '../names.ts';
import type { OpenObject } from '../names.ts';
import { JsonFault, withoutFault } from './json-fault.ts';

/**
 * A JSON text as data, strictly after RFC 8259. `JSON.parse` would lose the first of two equal names, the last digits of
 * long numbers and the scale of decimals. Here numbers stay source text, and what JSON leaves open is refused: repeated
 * names, `__proto__` and its kin, more than 64 levels, half characters.
 */
export function readJson(text: string): Result<SourceValue> {
  return withoutFault(() => new JsonReader(text).read());
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainText = /[^"\\\u0000-\u001f]*/y;
const hexDigits = /[0-9a-fA-F]{4}/y;

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class JsonReader {
  readonly #text: string;
  #at = 0;
  /** Names and indexes from the root; its length is the depth. */
  readonly #path: (string | number)[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): SourceValue {
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#syntax('More text follows the value');
    return value;
  }

  #value(): SourceValue {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object();
      case '[':
        return this.#list();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(): SourceValue {
    const members = emptyObject();
    this.#open('');
    if (this.#isClosed('}')) return members;
    do this.#member(members);
    while (this.#hasNext('}'));
    return members;
  }

  #member(members: OpenObject): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== '"') this.#syntax('A member needs a name in quotes');
    const name = this.#string();
    this.#path[this.#path.length - 1] = name;
    if (isForbiddenName(name)) this.#fault('FORMAT_NAME', `A member is named ${name}`, name);
    if (Object.hasOwn(members, name)) this.#fault('JSON_DUPLICATE', `Two members are named ${name}`, name);
    this.#skipSpace();
    if (this.#text[this.#at] !== ':') this.#syntax('A member needs a colon after its name');
    this.#at += 1;
    members[name] = this.#value();
  }

  #list(): SourceValue {
    const elements: SourceValue[] = [];
    this.#open(0);
    if (this.#isClosed(']')) return elements;
    do {
      this.#path[this.#path.length - 1] = elements.length;
      elements.push(this.#value());
    } while (this.#hasNext(']'));
    return elements;
  }

  #open(first: string | number): void {
    if (this.#path.length >= limits.depth) {
      this.#fault('FORMAT_TOO_DEEP', `The document nests deeper than ${limits.depth} levels`);
    }
    this.#path.push(first);
    this.#at += 1;
  }

  #isClosed(bracket: '}' | ']'): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    this.#path.pop();
    return true;
  }

  #hasNext(bracket: '}' | ']'): boolean {
    if (this.#isClosed(bracket)) return false;
    if (this.#text[this.#at] !== ',') this.#syntax(`A comma or ${bracket} is missing`);
    this.#at += 1;
    return true;
  }

  #string(): string {
    let value = '';
    for (this.#at += 1; ;) {
      value += this.#match(plainText);
      const char = this.#text[this.#at];
      if (char === '"') break;
      if (char !== '\\') this.#syntax('A text is not closed, or holds a control character');
      value += this.#escape();
    }
    this.#at += 1;
    if (!value.isWellFormed())
      this.#fault('JSON_SURROGATE', 'A text escapes half of a character', value.toWellFormed());
    return value;
  }

  #escape(): string {
    const char = this.#text[this.#at + 1] ?? '';
    this.#at += 2;
    if (char === 'u') {
      const digits = this.#match(hexDigits);
      if (digits === '') this.#syntax('An escape needs four hexadecimal digits');
      return String.fromCharCode(parseInt(digits, 16));
    }
    return escapes[char] ?? this.#syntax(`\\${char} is no escape`);
  }

  #number(): string {
    const digits = this.#match(number);
    return digits === '' ? this.#syntax('A value is missing') : digits;
  }

  #word<T extends SourceValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#syntax('A value is missing');
    this.#at += word.length;
    return value;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #skipSpace(): void {
    for (; ; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  #syntax(says: string): never {
    const near = this.#text.slice(this.#at, this.#at + 40);
    return this.#fault('JSON_SYNTAX', `${says} at character ${this.#at + 1}`, near.toWellFormed());
  }

  #fault(code: ErrorCode, says: string, value?: string): never {
    const path = this.#path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
    throw new JsonFault(code, says, { path: `$${path}`, ...(value === undefined ? {} : { value }) });
  }
}
