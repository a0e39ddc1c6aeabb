import type { SourceObject, SourceValue } from '../../../format.ts';
import { isObject } from '../../names.ts';
import { expandName } from '../epcis-context.ts';
import type { EpcisContext } from '../epcis-context.ts';
import { wordUri } from '../epcis-vocabulary.ts';
import type { WordList } from '../epcis-vocabulary.ts';

/** An element as both syntaxes of EPCIS have it, JSON-LD brought to the shape of XML: what the hash is defined over. */
export interface HashNode {
  /** Local name, or `{namespace}name` of an extension. */
  readonly name: string;
  readonly text: string;
  readonly children: readonly HashNode[];
}

/** The elements of an event, comments left out. */
export function eventNodes(event: SourceObject, context: EpcisContext): readonly HashNode[] {
  const lists = Object.keys(event).filter((name) => entries[name] !== undefined);
  const others = Object.fromEntries(Object.entries(event).filter(([name]) => entries[name] === undefined));
  return [...nodesOf(others, '', context), ...lists.flatMap((name) => listNode(name, event[name]!, context))];
}

const notHashed: ReadonlySet<string> = new Set(['@context', '#text', 'comment', 'rdfs:comment']);

function nodesOf(object: SourceObject, parent: string, context: EpcisContext): readonly HashNode[] {
  return Object.entries(object).flatMap(([name, value]) =>
    notHashed.has(name) ? [] : nodes(printName(name, context), value, parent, context),
  );
}

function nodes(name: string, value: SourceValue, parent: string, context: EpcisContext): readonly HashNode[] {
  if (value === null) return [];
  if (Array.isArray(value))
    return (value as readonly SourceValue[]).flatMap((one) => nodes(name, one, parent, context));
  if (typeof value === 'boolean') return [{ name, text: value ? 'true' : 'false', children: [] }];
  if (typeof value === 'string') return [{ name, text: asUri(name, parent, value), children: [] }];
  if (!isObject(value)) return [];
  const text = value['#text'];
  return [{ name, text: typeof text === 'string' ? text : '', children: nodesOf(value, name, context) }];
}

function printName(name: string, context: EpcisContext): string {
  const expanded = expandName(name, context);
  return expanded ? `{${expanded.namespace}}${expanded.local}` : name;
}

// Where a bare word stands says which list it is from.
const wordLists: Readonly<Record<string, WordList>> = {
  bizStep: 'bizStep',
  disposition: 'disposition',
  'persistentDisposition/set': 'disposition',
  'persistentDisposition/unset': 'disposition',
  'bizTransactionList/type': 'bizTransactionType',
  'sourceList/type': 'sourceType',
  'destinationList/type': 'sourceType',
  'sensorReport/component': 'component',
};

function asUri(name: string, parent: string, text: string): string {
  const list = wordLists[parent === '' ? name : `${parent}/${name}`];
  if (list) return wordUri(list, text);
  const isMeasure = parent === 'sensorReport' && (name === 'type' || name === 'exception');
  return isMeasure && !text.includes(':') && text !== '' ? `https://gs1.org/voc/${text}` : text;
}

/** JSON-LD leaves out the elements between a list and its entries, which XML has. */
const entries: Readonly<Record<string, string>> = {
  epcList: 'epc',
  inputEPCList: 'epc',
  outputEPCList: 'epc',
  childEPCs: 'epc',
  quantityList: 'quantityElement',
  childQuantityList: 'quantityElement',
  inputQuantityList: 'quantityElement',
  outputQuantityList: 'quantityElement',
  sensorElementList: 'sensorElement',
  // An entry of these three has its type as an attribute in XML and no name of its own in the hash.
  bizTransactionList: '',
  sourceList: '',
  destinationList: '',
};

function listNode(name: string, value: SourceValue, context: EpcisContext): readonly HashNode[] {
  const children = nodes(name, value, '', context).map((entry) => ({ ...entry, name: entries[name]! }));
  return children.length === 0 ? [] : [{ name, text: '', children }];
}
