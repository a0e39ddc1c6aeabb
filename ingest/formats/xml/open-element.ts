import type { SaxesTagNS } from 'saxes';
import type { SourceValue } from '../../format.ts';
import { limits } from '../limits.ts';
import { emptyObject, isForbiddenName } from '../names.ts';
import type { XmlConfig } from './xml-config.ts';
import { XmlFault } from './xml-fault.ts';

const declarations = 'http://www.w3.org/2000/xmlns/';
const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

interface QualifiedName {
  readonly local: string;
  readonly uri: string;
}

/** How names of a document are written in records: `local`, or `prefix:local` for the namespaces of the plan. */
export type WriteName = (name: QualifiedName) => string;

export function nameWriter({ namespaces = {} }: XmlConfig): WriteName {
  const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]));
  return ({ local, uri }) => {
    if (isForbiddenName(local)) throw new XmlFault('FORMAT_NAME', `A name is ${local}`, local);
    const prefix = prefixes.get(uri);
    return prefix === undefined ? local : `${prefix}:${local}`;
  };
}

/** An element that is being read. */
export class OpenElement {
  readonly name: string;
  readonly uri: string;
  readonly #members = emptyObject();
  /** The namespace from which each written name comes. */
  readonly #origins = new Map<string, string>();
  readonly #dropEmpty: boolean;
  #text = '';
  readonly #isNil: boolean;
  #isTextOnly = true;

  constructor(tag: SaxesTagNS, writeName: WriteName, { empty }: XmlConfig) {
    this.name = writeName(tag);
    this.uri = tag.uri;
    this.#dropEmpty = empty === 'absent';
    const attributes = Object.values(tag.attributes).filter(({ uri }) => uri !== declarations);
    if (attributes.length > limits.xmlAttributes) {
      throw new XmlFault('XML_ATTRIBUTES', `${this.name} has ${attributes.length} attributes`, this.name);
    }
    const nil = attributes.find(({ local, uri }) => uri === schemaInstance && local === 'nil');
    this.#isNil = nil !== undefined && ['true', '1'].includes(nil.value.trim());
    for (const { local, uri, value } of attributes) {
      if (uri !== schemaInstance || local !== 'nil') this.add(`@${writeName({ local, uri })}`, uri, value);
    }
  }

  addText(text: string): void {
    this.#text += text;
  }

  /** Adds what an attribute or a child has become; a repeated name becomes a list. */
  add(name: string, uri: string, value: SourceValue): void {
    this.#isTextOnly = false;
    if (value === '' && this.#dropEmpty) return;
    this.#claim(name, uri);
    const known = this.#members[name];
    if (known === undefined) this.#members[name] = value;
    else if (Array.isArray(known)) (known as SourceValue[]).push(value);
    else this.#members[name] = [known, value];
  }

  /** The element as data: its text where it has nothing else. */
  value(): SourceValue {
    if (this.#isNil) return null;
    if (this.#origins.size === 0) return this.#isTextOnly ? this.#text : this.#text.trim();
    const text = this.#text.trim();
    if (text !== '') this.add('#text', '', text);
    return this.#members;
  }

  // Two vocabularies in one document: merging equal local names would mix two meanings.
  #claim(name: string, uri: string): void {
    const origin = this.#origins.get(name);
    if (origin !== undefined && origin !== uri) {
      throw new XmlFault(
        'XML_NAMES',
        `${name} comes from ${origin || 'no namespace'} and from ${uri || 'no namespace'}`,
        name,
      );
    }
    this.#origins.set(name, uri);
  }
}
