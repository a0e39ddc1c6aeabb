import type { SourceValue } from '../../../format.ts';
import { emptyObject } from '../../names.ts';
import type { OpenObject } from '../../names.ts';
import { XmlFault } from '../../xml/xml-fault.ts';
import { isStandard } from './epcis-namespaces.ts';
import type { ExtensionNames } from './extension-names.ts';
import type { XmlAttribute, XmlElement } from './xml-element.ts';

/** An element of the standard as the member that JSON-LD has in its place. */
type Read = (element: XmlElement, names: ExtensionNames) => SourceValue;

interface Field {
  readonly read: Read;
  /** The element may stand several times, and is always a list. */
  readonly many?: true;
}

type Fields = Readonly<Record<string, Field>>;

/** An event in the shape of EPCIS 2.0 JSON-LD. Names, structure and texts only: what they may hold is checked there. */
export function eventObject(event: XmlElement, names: ExtensionNames): OpenObject {
  const members = objectOf(event, names, eventFields, ofDocument);
  return Object.assign(emptyObject(), { type: names.written(event) }, members);
}

/** Elements of EPCIS 1.2 that stand around what its first version did not have. */
const wrappers: ReadonlySet<string> = new Set(['extension', 'baseExtension']);

/** The children of an element of the standard, those in wrappers in the place of their wrapper. */
export const childrenOf = (element: XmlElement): readonly XmlElement[] =>
  element.children.flatMap((child) => (isWrapper(child) ? childrenOf(child) : [child]));

const isWrapper = ({ local, uri }: XmlElement): boolean => isStandard(uri) && wrappers.has(local);

/** What an element says beside its children: wrappers say nothing of their own, and what they do say is not lost. */
function ownOf(element: XmlElement): { readonly attributes: readonly XmlAttribute[]; readonly text: string } {
  const wrapped = element.children.filter(isWrapper).map(ownOf);
  return {
    attributes: [...element.attributes, ...wrapped.flatMap(({ attributes }) => attributes)],
    text: [element.text, ...wrapped.map(({ text }) => text)].map((text) => text.trim()).join(''),
  };
}

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';
/** A bare event carries these attributes of its document. */
const ofDocument: ReadonlySet<string> = new Set(['schemaVersion', 'creationDate']);
const nothing: ReadonlySet<string> = new Set();

function objectOf(element: XmlElement, names: ExtensionNames, fields: Fields, left = nothing): OpenObject {
  const members = emptyObject();
  const { attributes, text } = ownOf(element);
  for (const attribute of attributes) {
    if (attribute.uri === schemaInstance || (attribute.uri === '' && left.has(attribute.local))) continue;
    addMember(members, names.written(attribute), attributeValue(attribute));
  }
  for (const child of childrenOf(element)) {
    const field = isStandard(child.uri) && Object.hasOwn(fields, child.local) ? fields[child.local] : undefined;
    if (field === undefined) addMember(members, names.written(child), extensionValue(child, names));
    else addField(members, child, field, names);
  }
  if (text !== '') addMember(members, '#text', text);
  return members;
}

function addField(members: OpenObject, { ...child }: XmlElement, { read, many }: Field, names: ExtensionNames): void {
  const { local } = child;
  const known = members[local];
  if (many) members[local] = [...((known as readonly SourceValue[] | undefined) ?? []), read(child, names)];
  else if (known === undefined) members[local] = read(child, names);
  else throw new XmlFault('EPCIS_FIELD_INVALID', `${local} stands twice in one element`, local);
}

/** What is no field of the standard: a repeated name becomes a list. */
function addMember(members: OpenObject, name: string, value: SourceValue): void {
  const known = members[name];
  if (known === undefined) members[name] = value;
  else if (Array.isArray(known)) (known as SourceValue[]).push(value);
  else members[name] = [known, value];
}

const attributeValue = ({ local, uri, value }: XmlAttribute): SourceValue =>
  local === 'booleanValue' && uri === '' ? (truth[value.trim()] ?? value) : value.trim();

const truth: Readonly<Record<string, boolean>> = { true: true, 1: true, false: false, 0: false };

/** The value of an extension: its text, or an object of its attributes and children, one of a namespace of its own by prefix. */
function extensionValue(element: XmlElement, names: ExtensionNames): SourceValue {
  const attributes = element.attributes.filter(({ uri }) => uri !== schemaInstance);
  if (isNil(element)) return null;
  if (attributes.length === 0 && element.children.length === 0) return element.text.trim();
  const members = emptyObject();
  for (const attribute of attributes) addMember(members, names.written(attribute), attribute.value.trim());
  for (const child of element.children) addMember(members, names.written(child), extensionValue(child, names));
  if (element.text.trim() !== '') addMember(members, '#text', element.text.trim());
  return members;
}

const isNil = ({ attributes }: XmlElement): boolean =>
  attributes.some(
    ({ local, uri, value }) => uri === schemaInstance && local === 'nil' && /^\s*(?:true|1)\s*$/.test(value),
  );

// --- the fields of the standard

const text: Field = { read: extensionValue };
const texts: Field = { read: extensionValue, many: true };
const object = (fields: Fields): Field => ({ read: (element, names) => objectOf(element, names, fields) });

/** A list whose entries are all the elements of one name inside it. */
const list = (entry: string, read: Read): Field => ({
  read: (element, names) => {
    const { attributes, text: own } = ownOf(element);
    const children = childrenOf(element);
    const odd =
      children.find(({ local, uri }) => local !== entry || !isStandard(uri)) ??
      attributes.find(({ uri }) => uri !== schemaInstance);
    if (odd || own !== '')
      throw new XmlFault('EPCIS_FIELD_UNKNOWN', `${element.local} holds something else than ${entry}`, element.local);
    return children.map((child) => read(child, names));
  },
});

const quantities = list('quantityElement', (element, names) =>
  objectOf(element, names, { epcClass: text, quantity: text, uom: text }),
);
const epcs = list('epc', extensionValue);
const place = object({ id: text });

/** An entry whose value is its text and whose kind is an attribute. */
const typed = (list_: string, entry: string): Readonly<Record<string, Field>> => ({
  [list_]: list(entry, (element, names) => {
    const { '#text': value = '', ...others } = objectOf(element, names, {});
    return Object.assign(emptyObject(), others, { [entry]: value });
  }),
});

const sensorElement = (element: XmlElement, names: ExtensionNames): SourceValue =>
  objectOf(element, names, { sensorMetadata: object({}), sensorReport: { ...object({}), many: true } });

const eventFields: Fields = {
  ...{ eventTime: text, recordTime: text, eventTimeZoneOffset: text, eventID: text, certificationInfo: texts },
  ...{ action: text, bizStep: text, disposition: text, parentID: text, transformationID: text },
  ...{ epcList: epcs, childEPCs: epcs, inputEPCList: epcs, outputEPCList: epcs },
  ...{ quantityList: quantities, childQuantityList: quantities },
  ...{ inputQuantityList: quantities, outputQuantityList: quantities },
  ...{ readPoint: place, bizLocation: place, ilmd: object({}) },
  ...typed('bizTransactionList', 'bizTransaction'),
  ...typed('sourceList', 'source'),
  ...typed('destinationList', 'destination'),
  persistentDisposition: object({ set: texts, unset: texts }),
  sensorElementList: list('sensorElement', sensorElement),
  errorDeclaration: object({
    ...{ declarationTime: text, reason: text },
    correctiveEventIDs: list('correctiveEventID', extensionValue),
  }),
};
