import type { ObjectRef } from '../object-ref.ts';
import type { Gs1Element } from './element.ts';
import { readEpcUri } from './epc-uri.ts';
import { elementsOf } from './gs1-object.ts';

/**
 * The EPC URI of a GS1 object: an id, a class for a lot, a pattern for a class of things. Only the caller can know how
 * long the company prefix is. Undefined where no such URI exists.
 */
export function toEpcUri(ref: ObjectRef, prefixLength: number): string | undefined {
  const [key, qualifier] = elementsOf(ref) ?? [];
  const print = key === undefined ? undefined : printers.get(key.ai);
  const text =
    key && print?.(key.value, qualifier, (digits) => [digits.slice(0, prefixLength), digits.slice(prefixLength)]);
  // Reading it again is the proof that the prefix length fits this key.
  return text !== undefined && readEpcUri(text).ok?.prefixLength === prefixLength ? text : undefined;
}

type Split = (digits: string) => readonly [prefix: string, rest: string];
type Printer = (value: string, qualifier: Gs1Element | undefined, split: Split) => string | undefined;

const escape = (text: string) =>
  text.replace(/["%&/<>?#]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const idOrPattern = (name: string, body: string, serial: string | undefined) =>
  serial === undefined || serial === ''
    ? `urn:epc:idpat:${name}:${body}.*`
    : `urn:epc:id:${name}:${body}.${escape(serial)}`;

const withIndicator = (digits: string, split: Split) => {
  const [prefix, rest] = split(digits.slice(1, -1));
  return `${prefix}.${digits.slice(0, 1)}${rest}`;
};

const serialisedBody =
  (name: string, start: number): Printer =>
  (value, _, split) =>
    idOrPattern(name, split(value.slice(start, start + 12)).join('.'), value.slice(start + 13));

const related =
  (name: string): Printer =>
  (value, _, split) =>
    `urn:epc:id:${name}:${split(value.slice(0, -1)).join('.')}`;

const freeBody =
  (name: string): Printer =>
  (value, _, split) =>
    `urn:epc:id:${name}:${split(value).map(escape).join('.')}`;

const itemSchemes: Readonly<Record<string, string>> = { '21': 'sgtin', '235': 'upui' };

function printTradeItem(gtin: string, qualifier: Gs1Element | undefined, split: Split): string | undefined {
  const body = withIndicator(gtin, split);
  if (qualifier?.ai === '10') return `urn:epc:class:lgtin:${body}.${escape(qualifier.value)}`;
  return idOrPattern(itemSchemes[qualifier?.ai ?? '21'] ?? 'sgtin', body, qualifier?.value);
}

function printPieces(itip: string, qualifier: Gs1Element | undefined, split: Split): string | undefined {
  if (qualifier?.ai === '10') return undefined; // EPC has no class of lots of pieces
  return idOrPattern(
    'itip',
    `${withIndicator(itip.slice(0, 14), split)}.${itip.slice(14, 16)}.${itip.slice(16)}`,
    qualifier?.value,
  );
}

const printers: ReadonlyMap<string, Printer> = new Map<string, Printer>([
  ['00', (sscc, _, split) => `urn:epc:id:sscc:${withIndicator(sscc, split)}`],
  ['01', printTradeItem],
  ['8006', printPieces],
  ['8010', (cpid, serial, split) => idOrPattern('cpi', split(cpid).map(escape).join('.'), serial?.value)],
  ['8003', serialisedBody('grai', 1)],
  ['253', serialisedBody('gdti', 0)],
  ['255', serialisedBody('sgcn', 0)],
  ['8004', freeBody('giai')],
  ['401', freeBody('ginc')],
  ['402', related('gsin')],
  ['8017', related('gsrnp')],
  ['8018', related('gsrn')],
  ['417', related('pgln')],
  [
    '414',
    (gln, extension, split) =>
      `urn:epc:id:sgln:${split(gln.slice(0, 12)).join('.')}.${escape(extension?.value ?? '0')}`,
  ],
]);
