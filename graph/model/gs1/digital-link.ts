import { refused } from '../../errors.ts';
import type { Result } from '../../errors.ts';
import type { ObjectRef } from '../object-ref.ts';
import { readElement } from './element.ts';
import type { Gs1Element } from './element.ts';
import { elementsOf, isKey, objectOf } from './gs1-object.ts';
import type { Gs1Key, Gs1Object } from './gs1-object.ts';

const form = /^https?:\/\/[^/?#]+\/([^?#]*)(?:\?([^#]*))?/i;

/**
 * Reads a GS1 Digital Link of any host, with any path before the key. AIs in the query are read too; everything else
 * there belongs to the resolver. `GS1_NOT_A_KEY` for a web address that holds no key.
 */
export function readDigitalLink(uri: string): Result<Gs1Object> {
  const [, path, query = ''] = form.exec(uri) ?? [];
  const segments = path === undefined ? undefined : decoded(path.replace(/\/$/, '').split('/'));
  const found = segments && elementsInPath(segments);
  if (!found) return refused('GS1_NOT_A_KEY', `"${uri}" is no GS1 Digital Link`, { value: uri });
  return found.problem ? found : objectOf([...found.ok, ...elementsInQuery(query)]);
}

function elementsInPath(segments: readonly string[]): Result<readonly Gs1Element[]> | undefined {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const key = aiOf(segments[at] ?? '');
    // From the end, since the path before the key is free and may hold numbers too.
    if (isKey(key) && hasShape(key, segments[at + 1] ?? '') && areQualifiers(key, segments.slice(at + 2))) {
      return elementsFrom(segments.slice(at));
    }
  }
  return undefined;
}

// A mere path like /orders/01/2024 is no key with a mistake in it. Keys of free form begin with a company prefix.
const shapes: Readonly<Record<Gs1Key, RegExp>> = {
  '00': /^\d{18}$/,
  '01': /^(?:\d{8}|\d{12,14})$/,
  '253': /^\d{13}/,
  '255': /^\d{13,25}$/,
  '401': /^\d{4}/,
  '402': /^\d{17}$/,
  '414': /^\d{13}$/,
  '417': /^\d{13}$/,
  '8003': /^\d{14}/,
  '8004': /^\d{4}/,
  '8006': /^\d{18}$/,
  '8010': /^\d{4}/,
  '8017': /^\d{18}$/,
  '8018': /^\d{18}$/,
};

const hasShape = (key: Gs1Key, value: string) => shapes[key].test(value);

const qualifiers: Readonly<Partial<Record<Gs1Key, readonly string[]>>> = {
  '01': ['22', '10', '21', '235'],
  '8006': ['22', '10', '21'],
  '8010': ['8011'],
  '414': ['254', '7040'],
  '417': ['7040'],
  '8017': ['8019'],
  '8018': ['8019'],
};

function areQualifiers(key: Gs1Key, segments: readonly string[]): boolean {
  return segments.every((segment, i) => i % 2 === 1 || qualifiers[key]?.includes(aiOf(segment)) === true);
}

// The names that version 1.0 of the standard allowed in place of numbers.
const names: ReadonlyMap<string, string> = new Map([
  ['sscc', '00'],
  ['gtin', '01'],
  ['lot', '10'],
  ['ser', '21'],
  ['cpv', '22'],
  ['tpx', '235'],
  ['gdti', '253'],
  ['glnx', '254'],
  ['gcn', '255'],
  ['ginc', '401'],
  ['gsin', '402'],
  ['gln', '414'],
  ['party', '417'],
  ['grai', '8003'],
  ['giai', '8004'],
  ['itip', '8006'],
  ['cpid', '8010'],
  ['cpsn', '8011'],
  ['gsrnp', '8017'],
  ['gsrn', '8018'],
  ['srin', '8019'],
]);

const aiOf = (segment: string) => names.get(segment) ?? segment;

function elementsFrom(segments: readonly string[]): Result<readonly Gs1Element[]> {
  const elements: Gs1Element[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    const element = readElement(aiOf(segments[i] ?? ''), segments[i + 1] ?? '');
    if (element.problem) return element;
    elements.push(element.ok);
  }
  return { ok: elements };
}

function elementsInQuery(query: string): readonly Gs1Element[] {
  const pairs = decoded(query.split(/[&;]/).map((pair) => pair.replace(/\+/g, ' '))) ?? [];
  return pairs.flatMap((pair) => {
    const [ai = '', value = ''] = pair.split('=');
    return readElement(aiOf(ai), value).ok ?? [];
  });
}

function decoded(texts: readonly string[]): readonly string[] | undefined {
  try {
    return texts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** The canonical Digital Link, at id.gs1.org: the form that CBV 2.0 compares. Undefined for a ref of another scheme. */
export function toDigitalLink(ref: ObjectRef): string | undefined {
  const elements = elementsOf(ref);
  return elements && `https://id.gs1.org/${elements.map(({ ai, value }) => `${ai}/${escape(value)}`).join('/')}`;
}

// encodeURIComponent leaves these four, which GS1 encodes; it leaves the apostrophe too, and so does GS1.
const escape = (text: string) =>
  encodeURIComponent(text).replace(/[!()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
