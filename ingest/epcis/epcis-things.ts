import type { Use } from '../../graph/events/parts.ts';
import { objectKey, isThingKind } from '../../graph/model/object-ref.ts';
import type { ContextKind, ObjectKind, ObjectRef } from '../../graph/model/object-ref.ts';
import { readUnit } from '../../graph/model/unit-reader.ts';
import { readUri } from '../../graph/model/uri-ref.ts';
import type { SourceObject } from '../format.ts';
import { EpcisIssue, objectsAt, requiredText, textAt, textsAt } from './epcis-event.ts';
import type { Reading } from './epcis-event.ts';

/** A thing that an event names, with the lot that stands beside its serial number. */
export interface NamedThing {
  readonly use: Use;
  readonly lot?: ObjectRef;
}

/** The things of an EPC list and a quantity list. A class without a lot is only a material. */
export function thingsAt(reading: Reading, epcs: string, quantities: string): readonly NamedThing[] {
  return [
    ...textsAt(reading.event, epcs).flatMap((uri) => thingOf(reading, uri, 'unit', epcs) ?? []),
    ...objectsAt(reading.event, quantities).flatMap((element) => quantityElement(reading, element, quantities) ?? []),
  ];
}

/** Undefined for what is no thing, a document or a place in a list of EPCs: it is set aside in `others`. */
export function thingOf(reading: Reading, uri: string, kind: ObjectKind, path: string): NamedThing | undefined {
  const { ref, lot } = refOf(reading, uri, kind, path);
  if (isThingKind(ref.kind)) return { use: { thing: ref as NonNullable<Use['thing']> }, ...(lot ? { lot } : {}) };
  if (ref.kind !== 'material') {
    reading.others.push(ref);
    return undefined;
  }
  reading.findings.push({ code: 'CLASS_ONLY', path, value: uri });
  return { use: { material: { ...ref, kind: 'material' } } };
}

function quantityElement(reading: Reading, element: SourceObject, path: string): NamedThing | undefined {
  const named = thingOf(reading, requiredText(element, 'epcClass'), 'lot', `${path}.epcClass`);
  if (!named) return undefined;
  const quantity = quantityOf(reading, element, path);
  return quantity ? { ...named, use: { ...named.use, quantity } } : named;
}

// Without a unit of measure an EPCIS quantity is a number of pieces (EPCIS 2.0 §7.3.3.3).
function quantityOf(reading: Reading, element: SourceObject, path: string): Use['quantity'] | undefined {
  const value = textAt(element, 'quantity');
  if (value === undefined) return undefined;
  const uom = textAt(element, 'uom');
  const exact = plainDecimal(value);
  if (uom === undefined) return { value: exact, unit: '{piece}' };
  const unit = readUnit(uom, 'rec20');
  if (unit.problem) {
    // Kept as written and not converted: an amount in an unknown unit is still that amount (conventions of ingest.md §7).
    reading.findings.push({ code: unit.problem.code, path: `${path}.uom`, value: uom });
    return { value: exact, unit: uom, raw: { value, unit: uom, system: 'rec20' } };
  }
  return { value: exact, unit: unit.ok, raw: { value, unit: uom, system: 'rec20' } };
}

/** JSON numbers may be written with an exponent, kept quantities are plain decimals: 1.2E3 is 1200. */
export function plainDecimal(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits.padEnd(point, '0')}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A place, party, document …, whatever the URI itself would say it is. */
export function contextRef(reading: Reading, uri: string, kind: ContextKind, path: string): ObjectRef {
  return { ...refOf(reading, uri, kind, path).ref, kind };
}

function refOf(reading: Reading, uri: string, kind: ObjectKind, path: string): { ref: ObjectRef; lot?: ObjectRef } {
  const read = readUri(uri, kind);
  reading.names.add(uri);
  if (read.problem) throw new EpcisIssue({ ...read.problem, path });
  const { ref, lot, finding } = read.ok;
  reading.names.add(objectKey(ref));
  if (finding) reading.findings.push({ code: finding.code, path, value: uri });
  return { ref, ...(lot ? { lot } : {}) };
}
