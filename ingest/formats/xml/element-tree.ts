import type { SaxesTagNS } from 'saxes';
import type { SourceObject, SourceValue } from '../../format.ts';
import { limits } from '../limits.ts';
import { emptyObject, isObject } from '../names.ts';
import { OpenElement, nameWriter } from './open-element.ts';
import type { WriteName } from './open-element.ts';
import type { XmlConfig } from './xml-config.ts';
import { XmlFault } from './xml-fault.ts';

/**
 * Builds data from a parser's events. What is still open when the record begins is above it and stays so: the head of a
 * record holds start tags without their ends.
 */
export class ElementTree {
  readonly #config: XmlConfig;
  readonly #writeName: WriteName;
  readonly #open: OpenElement[] = [];
  #above: number | undefined;
  #record: SourceValue | undefined;

  constructor(config: XmlConfig) {
    this.#config = config;
    this.#writeName = nameWriter(config);
  }

  open(tag: SaxesTagNS): void {
    if (this.#open.length >= limits.depth) {
      throw new XmlFault('FORMAT_TOO_DEEP', `Elements nest deeper than ${limits.depth} levels`);
    }
    this.#open.push(new OpenElement(tag, this.#writeName, this.#config));
  }

  addText(text: string): void {
    this.#open.at(-1)?.addText(text);
  }

  close(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    if (this.#open.length === this.#above) this.#takeRecord(element);
    else this.#open.at(-1)?.add(element.name, element.uri, element.value());
  }

  beginRecord(): void {
    this.#above = this.#open.length;
  }

  #takeRecord(element: OpenElement): void {
    if (this.#record !== undefined) throw new XmlFault('XML_SYNTAX', 'The record is more than one element');
    this.#record = element.value();
  }

  endRecord(): SourceObject {
    if (this.#record === undefined || this.#open.length !== this.#above) {
      throw new XmlFault('XML_SYNTAX', 'The document ends inside an element');
    }
    return asObject(this.#record);
  }

  /** The elements above the record, the outermost as the object, each of the others in its parent. */
  head(): SourceObject | undefined {
    for (let element = this.#open.pop(); element; element = this.#open.pop()) {
      const parent = this.#open.at(-1);
      if (parent === undefined) return asObject(element.value());
      parent.add(element.name, element.uri, element.value());
    }
    return undefined;
  }
}

/** A record is an object, also where its element holds only text. */
const asObject = (value: SourceValue): SourceObject =>
  isObject(value) ? value : Object.assign(emptyObject(), value === '' ? {} : { '#text': value });
