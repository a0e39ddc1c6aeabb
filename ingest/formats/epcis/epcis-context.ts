import type { SourceObject, SourceValue } from '../../format.ts';
import { isObject } from '../names.ts';

/** What the words of an event mean, from the `@context` of its document and its own. */
export interface EpcisContext {
  /** Namespaces of the document's extensions, by prefix. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Extensions that the document declares to be no part of an event's identity (`…:ignoreFields`), as written. */
  readonly ignored: ReadonlySet<string>;
  /** Whether there is any `@context` at all. */
  readonly isDeclared: boolean;
  /** Whether `@context` points to a document that is not the standard's own: it is not fetched, and may declare any prefix. */
  readonly hasRemote: boolean;
}

// What the EPCIS 2.0 context itself declares.
const standard: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda'],
  ['gs1', 'https://gs1.org/voc/'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

export function readContext(event: SourceObject, document: SourceObject | undefined): EpcisContext {
  const contexts = [document?.['@context'], event['@context']].filter((context) => context !== undefined);
  return {
    prefixes: new Map(contexts.flatMap(prefixesOf)),
    ignored: new Set([document, queryResults(document)].flatMap(ignoredBy)),
    hasRemote: contexts.flatMap(urlsOf).some((url) => !standardContext.test(url)),
    isDeclared: contexts.some(
      (context) => context !== null && context !== '' && !(Array.isArray(context) && context.length === 0),
    ),
  };
}

const standardContext = /^https:\/\/(ref\.gs1\.org|gs1\.github\.io)\//;

function urlsOf(context: SourceValue): readonly string[] {
  if (Array.isArray(context)) return (context as readonly SourceValue[]).flatMap(urlsOf);
  return typeof context === 'string' ? [context] : [];
}

function prefixesOf(context: SourceValue): readonly (readonly [string, string])[] {
  if (Array.isArray(context)) return (context as readonly SourceValue[]).flatMap(prefixesOf);
  if (!isObject(context)) return [];
  return Object.entries(context).flatMap(([prefix, value]) => {
    const uri = isObject(value) ? value['@id'] : value;
    return typeof uri === 'string' && !prefix.startsWith('@') ? [[prefix, uri] as const] : [];
  });
}

function queryResults(document: SourceObject | undefined): SourceObject | undefined {
  const body = document?.['epcisBody'];
  const results = isObject(body) ? body['queryResults'] : undefined;
  return isObject(results) ? results : undefined;
}

function ignoredBy(object: SourceObject | undefined): readonly string[] {
  return Object.entries(object ?? {}).flatMap(([name, value]) =>
    name.endsWith(':ignoreFields') && Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string')
      : [],
  );
}

/** The namespace and local name of an extension; undefined for a name without a known prefix. */
export function expandName(
  name: string,
  { prefixes }: EpcisContext,
): { readonly namespace: string; readonly local: string } | undefined {
  const colon = name.indexOf(':');
  if (colon === -1) return undefined;
  const namespace = prefixes.get(name.slice(0, colon)) ?? standard.get(name.slice(0, colon));
  return namespace === undefined ? undefined : { namespace, local: name.slice(colon + 1) };
}

/** A value such as `cbv:BizStep-shipping` written out. Only the standard's own prefixes: elsewhere a colon is just text. */
export function expandValue(text: string): string {
  const colon = text.indexOf(':');
  const prefix = text.slice(0, Math.max(colon, 0));
  return prefix === 'cbv' || prefix === 'gs1' || prefix === 'epcis'
    ? standard.get(prefix)! + text.slice(colon + 1)
    : text;
}
