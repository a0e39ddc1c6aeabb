import type { Problem } from '../../../graph/errors.ts';
import type { SourceObject, SourceValue } from '../../format.ts';
import type { EpcisContext } from './epcis-context.ts';
import * as is from './field-checks.ts';
import type { Check, Checks } from './field-checks.ts';

/**
 * What is wrong with an event, if anything. The published JSON Schema accepts invented bare words and misplaced fields;
 * these rules are those of the standard's text (EPCIS 2.0 §7.4, CBV 2.0 §7).
 */
export function checkEvent(event: SourceObject, context: EpcisContext): Problem | undefined {
  const type = event['type'];
  const rules = typeof type === 'string' && Object.hasOwn(eventTypes, type) ? eventTypes[type] : undefined;
  if (rules === undefined)
    return is.wrong('EPCIS_TYPE', `${JSON.stringify(type ?? null)} is no type of event`, 'type', type);
  const missing = rules.required.find((name) => is.isBlank(event[name]));
  if (missing !== undefined) return is.wrong('EPCIS_FIELD_MISSING', `The event has no ${missing}`, missing);
  return is.checkMembers(event, rules.fields, '', context) ?? rules.whole(event);
}

interface EventRules {
  readonly required: readonly string[];
  readonly fields: Checks;
  /** What several fields must say together. */
  readonly whole: (event: SourceObject) => Problem | undefined;
}

const anything: Check = () => undefined;
const uris = is.listOf(is.uri);
const quantities = is.listOf(is.objectOf({ epcClass: is.uri, quantity: is.number, uom: is.unitCode }, ['epcClass']));
const place = is.objectOf({ id: is.uri }, ['id']);
const extensions = is.objectOf({});

const common: Checks = {
  type: anything,
  '@context': anything,
  eventID: is.uri,
  eventTime: is.instant,
  recordTime: is.instant,
  eventTimeZoneOffset: is.offset,
  // A URI by the standard; senders of version 1.2, which lacks it, write a name. Nothing of a genealogy rests on it.
  certificationInfo: is.listOf(is.anyText),
  bizStep: is.word('bizStep'),
  disposition: is.word('disposition'),
  persistentDisposition: is.objectOf({
    set: is.listOf(is.word('disposition')),
    unset: is.listOf(is.word('disposition')),
  }),
  readPoint: place,
  bizLocation: place,
  bizTransactionList: is.listOf(
    is.objectOf({ type: is.word('bizTransactionType'), bizTransaction: is.uri }, ['bizTransaction']),
  ),
  sourceList: is.listOf(is.objectOf({ type: is.word('sourceType'), source: is.uri }, ['type', 'source'])),
  destinationList: is.listOf(
    is.objectOf({ type: is.word('sourceType'), destination: is.uri }, ['type', 'destination']),
  ),
  sensorElementList: is.listOf(sensorElement),
  errorDeclaration: is.objectOf(
    { declarationTime: is.instantOrMinute, reason: is.word('errorReason'), correctiveEventIDs: uris },
    ['declarationTime'],
  ),
};

// Sensor reports of real senders go beyond the standard's fields, and nothing of a genealogy rests on them.
function sensorElement(value: SourceValue, path: string, context: EpcisContext): Problem | undefined {
  return is.objectOf({ sensorMetadata: anything, sensorReport: is.listOf(is.object) }, ['sensorReport'])(
    value,
    path,
    context,
  );
}

const always = ['eventTime', 'eventTimeZoneOffset'];
const withAction = [...always, 'action'];
const children: Checks = { parentID: is.uri, childEPCs: uris, childQuantityList: quantities, action: is.action };

const eventTypes: Readonly<Record<string, EventRules>> = {
  ObjectEvent: {
    required: withAction,
    fields: { ...common, epcList: uris, quantityList: quantities, action: is.action, ilmd: extensions },
    whole: needsOneOf('epcList', 'quantityList', 'sensorElementList'),
  },
  AggregationEvent: { required: withAction, fields: { ...common, ...children }, whole: checkParent },
  AssociationEvent: { required: [...withAction, 'parentID'], fields: { ...common, ...children }, whole: checkParent },
  TransactionEvent: {
    required: [...withAction, 'bizTransactionList'],
    fields: { ...common, parentID: is.uri, epcList: uris, quantityList: quantities, action: is.action },
    whole: needsOneOf('epcList', 'quantityList', 'parentID', 'sensorElementList'),
  },
  TransformationEvent: {
    required: always,
    fields: {
      ...{
        ...common,
        inputEPCList: uris,
        inputQuantityList: quantities,
        outputEPCList: uris,
        outputQuantityList: quantities,
      },
      // Not of the standard, but real senders write it, and it says nothing that the type does not say.
      ...{ transformationID: is.uri, ilmd: extensions, action: anything },
    },
    whole: checkTransformation,
  },
};

export const eventTypeNames: readonly string[] = Object.keys(eventTypes);

const isGiven = (value: SourceValue | undefined): boolean =>
  !is.isBlank(value) && !(Array.isArray(value) && value.length === 0);

function needsOneOf(...names: readonly string[]): (event: SourceObject) => Problem | undefined {
  return (event) =>
    names.some((name) => isGiven(event[name]))
      ? undefined
      : is.wrong('EPCIS_FIELD_MISSING', `The event names none of ${names.slice(0, 2).join(', ')}`, names[0]!);
}

// DELETE without children takes everything out; ADD without children says nothing.
function checkParent(event: SourceObject): Problem | undefined {
  if (event['action'] !== 'OBSERVE' && !isGiven(event['parentID'])) {
    return is.wrong('EPCIS_FIELD_MISSING', 'Adding and removing need parentID', 'parentID');
  }
  if (event['action'] === 'DELETE') return undefined;
  return needsOneOf('childEPCs', 'childQuantityList', 'sensorElementList')(event);
}

// Parts of one run that is reported in several events may have only inputs or only outputs.
function checkTransformation(event: SourceObject): Problem | undefined {
  const sides = [
    needsOneOf('inputEPCList', 'inputQuantityList')(event),
    needsOneOf('outputEPCList', 'outputQuantityList')(event),
  ];
  const missing = sides.filter((side) => side !== undefined);
  const allowed = isGiven(event['transformationID']) ? 1 : 0;
  return missing.length > allowed ? missing[0] : undefined;
}
