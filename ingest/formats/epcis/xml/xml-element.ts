import { SaxesParser } from 'saxes';
import type { SaxesTagNS } from 'saxes';
import { limits } from '../../limits.ts';
import { refuseDoctype } from '../../xml/refuse-doctype.ts';
import { XmlFault } from '../../xml/xml-fault.ts';

export interface XmlName {
  readonly local: string;
  /** Namespace; '' where there is none. */
  readonly uri: string;
  readonly prefix: string;
}

export interface XmlAttribute extends XmlName {
  readonly value: string;
}

export interface XmlElement extends XmlName {
  /** Without declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Namespaces by prefix. */
export type Namespaces = Readonly<Record<string, string>>;

/** The one element of a text, with the namespaces of what stands above it. */
export function readElement(text: string, above: Namespaces): XmlElement {
  const tree = new TreeBuilder();
  readInto(tree, text, above).close();
  return tree.root();
}

/** Start tags without their ends, with whole elements between them: the elements as far as they go, and what they declare. */
export function readOpenTags(text: string): { readonly root: XmlElement; readonly namespaces: Namespaces } {
  const tree = new TreeBuilder();
  readInto(tree, text, {});
  return { root: tree.root(), namespaces: tree.namespaces() };
}

function readInto(tree: TreeBuilder, text: string, above: Namespaces): SaxesParser<{ xmlns: true }> {
  refuseDoctype(text);
  const parser = new SaxesParser({ xmlns: true, additionalNamespaces: above });
  parser.on('opentag', (tag) => tree.open(tag));
  parser.on('closetag', () => tree.close());
  parser.on('text', (part) => tree.addText(part));
  parser.on('cdata', (part) => tree.addText(part));
  parser.on('error', (error) => {
    throw new XmlFault('XML_SYNTAX', `The document is not well-formed: ${error.message}`);
  });
  return parser.write(text);
}

interface Growing extends XmlName {
  readonly attributes: readonly XmlAttribute[];
  readonly children: Growing[];
  text: string;
}

const declarations = 'http://www.w3.org/2000/xmlns/';

class TreeBuilder {
  readonly #open: Growing[] = [];
  /** What each open element declares. */
  readonly #declared: Namespaces[] = [];
  #root: Growing | undefined;

  open({ local, uri, prefix, attributes, ns }: SaxesTagNS): void {
    if (this.#open.length >= limits.depth)
      throw new XmlFault('FORMAT_TOO_DEEP', `Elements nest deeper than ${limits.depth} levels`);
    const own = Object.values(attributes).filter((attribute) => attribute.uri !== declarations);
    if (own.length > limits.xmlAttributes)
      throw new XmlFault('XML_ATTRIBUTES', `${local} has ${own.length} attributes`, local);
    const element: Growing = { local, uri, prefix, attributes: own, children: [], text: '' };
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
    this.#declared.push(ns);
  }

  addText(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
  }

  close(): void {
    this.#open.pop();
    this.#declared.pop();
  }

  root(): XmlElement {
    if (this.#root === undefined) throw new XmlFault('XML_SYNTAX', 'The document has no element');
    return this.#root;
  }

  /** In scope where the text ends. */
  namespaces(): Namespaces {
    return Object.assign(Object.create(null) as Record<string, string>, ...this.#declared) as Namespaces;
  }
}
