/** Things: what a trace walks over, besides operations. */
export const thingKinds = ['lot', 'sublot', 'unit', 'logistic', 'sample', 'vessel'] as const;

/** What things and operations are joined to; a trace never passes through these. */
export const contextKinds = [
  'asset',
  'characteristic',
  'document',
  'equipment',
  'material',
  'operation',
  'order',
  'party',
  'person',
  'place',
  'process',
  'report',
  'source',
] as const;

export type ThingKind = (typeof thingKinds)[number];
export type ContextKind = (typeof contextKinds)[number];
export type ObjectKind = ThingKind | ContextKind;

/** Who gave out the number, and so within which bounds it is unique. */
export type IdentifierScheme = 'gs1' | 'local' | 'supplier' | 'uuid' | 'uri' | 'udi' | 'vin';

/**
 * The full identity of one object. A lot number alone is never an identity: issuer and material belong to it, and the
 * site where the issuer numbers by site.
 */
export interface ObjectRef {
  readonly kind: ObjectKind;
  readonly scheme: IdentifierScheme;
  /** The plant, system or organisation that scopes the number; empty where the scheme is global (gs1, uuid, uri). */
  readonly issuer: string;
  readonly value: string;
  readonly material?: string;
  readonly site?: string;
}

/** `kind:scheme:issuer:site:material:value`, each part percent-encoded: stable for ever, compared by UTF-8 bytes. */
export type ObjectKey = string;

const thingKindSet: ReadonlySet<string> = new Set(thingKinds);

export function isThingKind(kind: string): kind is ThingKind {
  return thingKindSet.has(kind);
}

// Control characters are looked for on purpose: they must not reach a key.
const reserved = /[%:\u0000-\u001f\u007f]/g;
const hasReserved = /[%:\u0000-\u001f\u007f]/;

function encodePart(part: string): string {
  if (!hasReserved.test(part)) return part;
  return part.replace(reserved, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

export function objectKey(ref: ObjectRef): ObjectKey {
  const { kind, scheme, issuer, site = '', material = '', value } = ref;
  return `${kind}:${scheme}:${encodePart(issuer)}:${encodePart(site)}:${encodePart(material)}:${encodePart(value)}`;
}

/** The inverse of `objectKey`; undefined when the text is not a key. */
export function refOfKey(key: ObjectKey): ObjectRef | undefined {
  const parts = key.split(':');
  const [kind, scheme, issuer, site, material, value] = parts;
  if (parts.length !== 6 || kind === undefined || scheme === undefined || value === undefined) return undefined;
  if (!isObjectKind(kind) || !isScheme(scheme)) return undefined;
  const named = { kind, scheme, issuer: decodePart(issuer ?? ''), value: decodePart(value) };
  return {
    ...named,
    ...(site ? { site: decodePart(site) } : {}),
    ...(material ? { material: decodePart(material) } : {}),
  };
}

const decodePart = (part: string): string =>
  part.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const objectKindSet: ReadonlySet<string> = new Set([...thingKinds, ...contextKinds]);
const schemeSet: ReadonlySet<string> = new Set(['gs1', 'local', 'supplier', 'uuid', 'uri', 'udi', 'vin']);

const isObjectKind = (text: string): text is ObjectKind => objectKindSet.has(text);
const isScheme = (text: string): text is IdentifierScheme => schemeSet.has(text);
