import type { ContextObject, Time, Value } from '../../graph/events/parts.ts';
import type { ContextKind } from '../../graph/model/object-ref.ts';
import { readIsoTime } from '../../graph/model/iso-time.ts';
import { readUnit } from '../../graph/model/unit-reader.ts';
import type { SourceObject, SourceValue } from '../format.ts';
import { EpcisIssue, isObject, objectsAt, requiredText, textAt } from './epcis-event.ts';
import type { Reading } from './epcis-event.ts';
import { contextRef, plainDecimal } from './epcis-things.ts';

/** What an EPCIS event says of when, where and under which documents, whatever its type. */
export function contextFields(reading: Reading): Readonly<Record<string, unknown>> {
  const at = placeOf(reading, 'bizLocation') ?? placeOf(reading, 'readPoint');
  const documents = documentsOf(reading);
  const order = documents.find(({ kind }) => kind === 'order');
  const papers = documents.filter(({ kind }) => kind === 'document');
  const values = sensorValues(reading);
  const ext = extensionsOf(reading.event);
  return {
    context: 'actual',
    time: timeOf(reading),
    ...(at ? { at } : {}),
    ...(order ? { order } : {}),
    ...(papers.length > 0 ? { documents: papers } : {}),
    ...(values.length > 0 ? { values } : {}),
    ...(ext ? { ext } : {}),
  };
}

export function timeOf({ event }: Reading): Time {
  const zone = requiredText(event, 'eventTimeZoneOffset');
  const read = readIsoTime(requiredText(event, 'eventTime'), { zone });
  if (read.problem) throw new EpcisIssue({ ...read.problem, path: 'eventTime' });
  return { ...read.ok, zone };
}

export function placeOf(reading: Reading, name: string): ContextObject | undefined {
  const place = reading.event[name];
  const id = isObject(place) ? textAt(place, 'id') : undefined;
  return id === undefined ? undefined : (contextRef(reading, id, 'place', `${name}.id`) as ContextObject);
}

// Orders are what an operation is *for*; everything else is paper that covers it.
const orderTypes: ReadonlySet<string> = new Set(['po', 'prodorder', 'poc']);

function documentsOf(reading: Reading): readonly ContextObject[] {
  return objectsAt(reading.event, 'bizTransactionList').map((transaction) => {
    const kind: ContextKind = orderTypes.has(textAt(transaction, 'type') ?? '') ? 'order' : 'document';
    const uri = requiredText(transaction, 'bizTransaction');
    return contextRef(reading, uri, kind, 'bizTransactionList.bizTransaction') as ContextObject;
  });
}

export const transactionTypes = (event: SourceObject): ReadonlySet<string> =>
  new Set(objectsAt(event, 'bizTransactionList').flatMap((transaction) => textAt(transaction, 'type') ?? []));

/** Reports that carry one value; the whole elements stay in `ext`. */
export function sensorValues({ event }: Reading): readonly Value[] {
  return objectsAt(event, 'sensorElementList')
    .flatMap((element) => objectsAt(element, 'sensorReport'))
    .flatMap((report) => valueOf(report) ?? []);
}

function valueOf(report: SourceObject): Value | undefined {
  const characteristic =
    textAt(report, 'type') ?? textAt(report, 'microorganism') ?? textAt(report, 'chemicalSubstance');
  if (characteristic === undefined) return undefined;
  const number = textAt(report, 'value') ?? textAt(report, 'meanValue');
  if (number !== undefined && /^-?\d/.test(number)) {
    const uom = textAt(report, 'uom');
    const unit = uom === undefined ? undefined : readUnit(uom, 'rec20');
    return {
      characteristic,
      value: plainDecimal(number),
      type: 'decimal',
      ...(uom === undefined ? {} : { unit: unit?.ok ?? uom }),
    };
  }
  const flag = report['booleanValue'];
  if (typeof flag === 'boolean') return { characteristic, value: String(flag), type: 'boolean' };
  const text = textAt(report, 'stringValue') ?? textAt(report, 'uriValue');
  return text === undefined ? undefined : { characteristic, value: text, type: 'text' };
}

const carried: ReadonlySet<string> = new Set([
  'type',
  'eventID',
  'eventTime',
  'eventTimeZoneOffset',
  'epcList',
  'quantityList',
  'childEPCs',
  'childQuantityList',
  'inputEPCList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'errorDeclaration',
]);

/** Everything that the verbs do not carry, as it came (M7). The error declaration belongs to the correction. */
function extensionsOf(event: SourceObject): { readonly epcis: Readonly<Record<string, SourceValue>> } | undefined {
  const rest = Object.entries(event).filter(([name]) => !carried.has(name) && !name.startsWith('@'));
  const namespaces = event['@namespaces'];
  if (isObject(namespaces) && Object.keys(namespaces).length > 0) rest.push(['@namespaces', namespaces]);
  return rest.length > 0 ? { epcis: Object.fromEntries(rest) } : undefined;
}
