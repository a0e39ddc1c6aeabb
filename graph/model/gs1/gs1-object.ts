import { refused } from '../../errors.ts';
import type { Result } from '../../errors.ts';
import type { ObjectKind, ObjectRef } from '../object-ref.ts';
import type { Gs1Element } from './element.ts';

/** What a GS1 text names. */
export interface Gs1Object {
  readonly ref: ObjectRef;
  /** The lot beside a serial number; a fact that the key does not hold, so the caller states it (`HAS_MEMBER`). */
  readonly lot?: ObjectRef;
  /** Everything the text said, in its order. */
  readonly elements: readonly Gs1Element[];
}

/**
 * The object that the elements name, by its full key: company prefixes are no part of it, since only EPC URIs show where
 * they end. SGTIN, LGTIN, GTIN, SSCC and GLN are written plainly; every other key begins with its AI and a tilde, which
 * neither of GS1's character sets has, so that a GRAI cannot be taken for an SSCC of the same digits.
 */
export function objectOf(elements: readonly Gs1Element[]): Result<Gs1Object> {
  const values = new Map<string, string>();
  for (const { ai, value } of elements) {
    if (values.has(ai) && values.get(ai) !== value) {
      return refused('GS1_VALUE', `(${ai}) is there twice: ${values.get(ai) ?? ''} and ${value}`, { value });
    }
    values.set(ai, value);
  }
  const ai = keys.find((key) => values.has(key));
  if (ai === undefined)
    return refused('GS1_NOT_A_KEY', 'No element is the key of an object', { value: printed(elements) });
  return { ok: { ...readers[ai](values.get(ai) ?? '', values), elements } };
}

// A pallet label also says what is on it, so the SSCC comes first.
const keys = [
  '00',
  '8006',
  '01',
  '8010',
  '8003',
  '8004',
  '253',
  '255',
  '402',
  '401',
  '8017',
  '8018',
  '414',
  '417',
] as const;

/** Whether an AI can be the key of an object; the others qualify or describe. */
export function isKey(ai: string): ai is Gs1Key {
  return (keys as readonly string[]).includes(ai);
}

export type Gs1Key = (typeof keys)[number];

type Values = ReadonlyMap<string, string>;
type Named = Pick<Gs1Object, 'ref' | 'lot'>;

const grai = 14;

const readers: Readonly<Record<Gs1Key, (value: string, values: Values) => Named>> = {
  '00': (sscc) => ({ ref: gs1('logistic', sscc) }),
  '01': (gtin, values) => tradeItem(gtin, values),
  '253': (gdti) => ({ ref: gs1('document', `253~${gdti}`) }),
  '255': (gcn) => ({ ref: gs1('document', `255~${gcn}`) }),
  '401': (ginc) => ({ ref: gs1('document', `401~${ginc}`) }),
  '402': (gsin) => ({ ref: gs1('document', `402~${gsin}`) }),
  '414': (gln, values) => ({ ref: gs1('place', withExtension(gln, values.get('254'))) }),
  '417': (gln) => ({ ref: gs1('party', gln) }),
  '8003': (value) => ({ ref: gs1(value.length > grai ? 'logistic' : 'material', `8003~${value}`) }),
  '8004': (giai) => ({ ref: gs1('unit', `8004~${giai}`) }),
  '8006': (itip, values) => tradeItem(`8006~${itip}`, values),
  '8010': (cpid, values) => component(`8010~${cpid}`, values.get('8011')),
  '8017': (gsrn) => ({ ref: gs1('person', `8017~${gsrn}`) }),
  '8018': (gsrn) => ({ ref: gs1('person', `8018~${gsrn}`) }),
};

function tradeItem(material: string, values: Values): Named {
  const [lot, serial, thirdParty] = [values.get('10'), values.get('21'), values.get('235')];
  const unit = serial ?? (thirdParty === undefined ? undefined : `235~${thirdParty}`);
  const lotRef = lot === undefined ? undefined : gs1('lot', lot, material);
  if (unit === undefined) return { ref: lotRef ?? gs1('material', material) };
  return { ref: gs1('unit', unit, material), ...(lotRef ? { lot: lotRef } : {}) };
}

function component(material: string, serial: string | undefined): Named {
  return { ref: serial === undefined ? gs1('material', material) : gs1('unit', serial, material) };
}

// EPC URIs write extension 0 for a place without one.
function withExtension(gln: string, extension: string | undefined): string {
  return extension === undefined || extension === '0' ? gln : `${gln}~${extension}`;
}

function gs1(kind: ObjectKind, value: string, material?: string): ObjectRef {
  return { kind, scheme: 'gs1', issuer: '', value, ...(material === undefined ? {} : { material }) };
}

/** The elements that name a ref of scheme gs1; undefined for any other. */
export function elementsOf({ scheme, kind, value, material }: ObjectRef): readonly Gs1Element[] | undefined {
  if (scheme !== 'gs1') return undefined;
  if (kind === 'lot' && material !== undefined) return [keyElement('01', material), { ai: '10', value }];
  if (kind === 'unit' && material !== undefined) return [keyElement('01', material), serialElement(material, value)];
  if (kind === 'place') return placeElements(value);
  const plain = plainKeys[kind];
  return plain === undefined ? undefined : [keyElement(plain, value)];
}

// What a key without an AI of its own is, by kind. Units and documents always have one.
const plainKeys: Readonly<Partial<Record<ObjectKind, Gs1Key>>> = {
  logistic: '00',
  material: '01',
  party: '417',
  unit: '8004',
  document: '253',
  person: '8018',
};

function keyElement(plain: string, text: string): Gs1Element {
  const mark = text.indexOf('~');
  return mark < 0 ? { ai: plain, value: text } : { ai: text.slice(0, mark), value: text.slice(mark + 1) };
}

function serialElement(material: string, value: string): Gs1Element {
  return material.startsWith('8010~') ? { ai: '8011', value } : keyElement('21', value);
}

function placeElements(value: string): readonly Gs1Element[] {
  const [gln = '', extension] = value.split('~');
  return [{ ai: '414', value: gln }, ...(extension === undefined ? [] : [{ ai: '254', value: extension }])];
}

export function printed(elements: readonly Gs1Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value}`).join('');
}
