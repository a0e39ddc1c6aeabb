import { refused } from '../../errors.ts';
import type { Problem, Result } from '../../errors.ts';
import { withCheckDigit } from './check-digit.ts';
import { readElement } from './element.ts';
import type { Gs1Element } from './element.ts';
import { objectOf } from './gs1-object.ts';
import type { Gs1Object } from './gs1-object.ts';

/** What an EPC URI names; the length of the company prefix is what only this spelling tells. */
export interface EpcObject extends Gs1Object {
  readonly prefixLength: number;
}

/** Company prefix, reference within it, and whatever else the scheme has. */
type Parts = readonly [prefix: string, reference: string, ...more: string[]];

interface EpcScheme {
  /** Number of parts; the last one may hold points itself. */
  readonly parts: number;
  /** Digits of prefix and reference together, without check digit; absent where the reference is not of fixed length. */
  readonly digits?: number;
  readonly elements: (parts: Parts) => readonly (readonly [ai: string, value: string])[];
}

const indicatorFirst = ([prefix, reference]: Parts) =>
  withCheckDigit(reference.slice(0, 1) + prefix + reference.slice(1));
const inOrder = ([prefix, reference]: Parts) => withCheckDigit(prefix + reference);

const tradeItem = (qualifier: string): EpcScheme => ({
  parts: 3,
  digits: 13,
  elements: (parts) => [
    ['01', indicatorFirst(parts)],
    [qualifier, parts[2] ?? ''],
  ],
});
const serialised = (ai: string, zero = ''): EpcScheme => ({
  parts: 3,
  digits: 12,
  elements: (parts) => [[ai, zero + inOrder(parts) + (parts[2] ?? '')]],
});
const relation = (ai: string, digits: number): EpcScheme => ({
  parts: 2,
  digits,
  elements: (parts) => [[ai, inOrder(parts)]],
});
const free = (ai: string): EpcScheme => ({ parts: 2, elements: ([prefix, reference]) => [[ai, prefix + reference]] });

const schemes: ReadonlyMap<string, EpcScheme> = new Map([
  ['sgtin', tradeItem('21')],
  ['lgtin', tradeItem('10')],
  ['upui', tradeItem('235')],
  [
    'itip',
    {
      parts: 5,
      digits: 13,
      elements: (parts) => [
        ['8006', indicatorFirst(parts) + (parts[2] ?? '') + (parts[3] ?? '')],
        ['21', parts[4] ?? ''],
      ],
    },
  ],
  ['sscc', { parts: 2, digits: 17, elements: (parts) => [['00', indicatorFirst(parts)]] }],
  [
    'sgln',
    {
      parts: 3,
      digits: 12,
      elements: (parts) => [
        ['414', inOrder(parts)],
        ['254', parts[2] ?? ''],
      ],
    },
  ],
  ['pgln', relation('417', 12)],
  ['gsrn', relation('8018', 17)],
  ['gsrnp', relation('8017', 17)],
  ['gsin', relation('402', 16)],
  ['grai', serialised('8003', '0')],
  ['gdti', serialised('253')],
  ['sgcn', serialised('255')],
  ['giai', free('8004')],
  ['ginc', free('401')],
  [
    'cpi',
    {
      parts: 3,
      elements: ([prefix, reference, serial = '']) => [
        ['8010', prefix + reference],
        ['8011', serial],
      ],
    },
  ],
]);

const form = /^urn:epc:(id|idpat|class):([a-z]+):(.+)$/i;

/**
 * Reads `urn:epc:id:…`, `urn:epc:class:lgtin:…` and patterns (`idpat`) with one asterisk at their end, which stand for a
 * class; elsewhere an asterisk is a character of a lot or serial number like any other.
 * The check digit is computed, so it cannot be wrong here.
 */
export function readEpcUri(uri: string): Result<EpcObject> {
  const [, type = '', name = '', body = ''] = form.exec(uri) ?? [];
  const scheme = schemes.get(name.toLowerCase());
  if (!scheme) return refused('GS1_NOT_A_KEY', `"${uri}" is no EPC URI of a GS1 key`, { value: uri });
  const parts = partsOf(body, scheme.parts);
  if (!parts || !hasDigits(parts, scheme.digits)) return malformed(uri);
  const isPattern = type.toLowerCase() === 'idpat' && parts.at(-1) === '*';
  if (parts.slice(0, -1).includes('*'))
    return refused('GS1_NOT_A_KEY', `"${uri}" stands for many classes`, { value: uri });
  const object = objectOfParts(scheme, parts, isPattern);
  return object.problem ? object : { ok: { ...object.ok, prefixLength: parts[0].length } };
}

function objectOfParts(scheme: EpcScheme, parts: Parts, isPattern: boolean): Result<Gs1Object> {
  const told = isPattern ? (parts.map((part) => (part === '*' ? '' : part)) as unknown as Parts) : parts;
  const elements: Gs1Element[] = [];
  for (const [ai, value] of scheme.elements(told)) {
    if (value === '' && isPattern) continue;
    const element = readElement(ai, value);
    if (element.problem) return element;
    elements.push(element.ok);
  }
  return objectOf(elements);
}

function partsOf(body: string, count: number): Parts | undefined {
  const split = body.split('.');
  if (split.length < count) return undefined;
  const parts = [...split.slice(0, count - 1), split.slice(count - 1).join('.')];
  try {
    return parts.map(decodeURIComponent) as unknown as Parts;
  } catch {
    return undefined;
  }
}

function hasDigits([prefix, reference]: Parts, digits: number | undefined): boolean {
  if (!/^\d{4,12}$/.test(prefix)) return false;
  if (digits === undefined || reference === '*') return reference !== '';
  return /^\d*$/.test(reference) && prefix.length + reference.length === digits;
}

function malformed(uri: string): { readonly problem: Problem } {
  return refused('GS1_VALUE', `"${uri}" has not the parts that its scheme prescribes`, { value: uri });
}
