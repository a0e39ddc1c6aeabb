import { problem } from '../../../../graph/errors.ts';
import type { Problem } from '../../../../graph/errors.ts';
import { readIsoTime } from '../../../../graph/model/iso-time.ts';
import { clipped } from '../../framing.ts';
import { eventTypeNames } from '../check-event.ts';

/**
 * What is wrong with a parameter of an event query (EPCIS 2.0 §8.2.7.1), if anything: its name is one of the standard or
 * ends in an extension with a namespace, and its values are such as the field can have.
 */
export function checkParameter(name: string, values: readonly string[]): Problem | undefined {
  const check = Object.hasOwn(parameters, name) ? parameters[name]! : open.test(name) ? anything : undefined;
  if (check === undefined) return wrongQuery(`There is no parameter ${clipped(name)}`, name);
  if (values.length === 0) return wrongQuery(`Parameter ${name} has no value`, name);
  const bad = values.find((value) => !check(value));
  return bad === undefined ? undefined : wrongQuery(`Parameter ${name} cannot be ${clipped(bad)}`, name, bad);
}

export const wrongQuery = (says: string, path: string, value?: string): Problem =>
  problem('EPCIS_QUERY', says, { path: clipped(path), ...(value === undefined ? {} : { value: clipped(value) }) });

type Check = (value: string) => boolean;

const anything: Check = (value) => value !== '';
const time: Check = (value) => !readIsoTime(value).problem;
const number: Check = (value) => /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value);
const whole: Check = (value) => /^\d+$/.test(value);
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value);

const each = (check: Check, names: string): Readonly<Record<string, Check>> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, check]));

const parameters: Readonly<Record<string, Check>> = {
  ...each(
    time,
    'GE_eventTime LT_eventTime GE_recordTime LT_recordTime GE_errorDeclarationTime LT_errorDeclarationTime',
  ),
  ...each(time, 'GE_startTime LT_startTime GE_endTime LT_endTime GE_time LT_time'),
  ...each(number, 'EQ_quantity GT_quantity GE_quantity LT_quantity LE_quantity'),
  ...each(number, 'GE_percValue LT_percValue GE_percRank LT_percRank'),
  ...each(whole, 'eventCountLimit maxEventCount perPage'),
  ...each(
    anything,
    `EQ_bizStep EQ_disposition EQ_persistentDisposition_set EQ_persistentDisposition_unset EQ_readPoint WD_readPoint
    EQ_bizLocation WD_bizLocation EQ_transformationID MATCH_epc MATCH_parentID MATCH_inputEPC MATCH_outputEPC MATCH_anyEPC
    MATCH_epcClass MATCH_inputEPCClass MATCH_outputEPCClass MATCH_anyEPCClass EQ_eventID EXISTS_errorDeclaration
    EQ_errorReason EQ_correctiveEventID orderBy nextPageToken EQ_type EQ_deviceID EQ_deviceMetadata EQ_rawData
    EQ_dataProcessingMethod EQ_bizRules EQ_microorganism EQ_chemicalSubstance EQ_stringValue EQ_booleanValue
    EQ_hexBinaryValue EQ_uriValue EQ_component EQ_coordinateReferenceSystem`,
  ),
  eventType: oneOf(...eventTypeNames),
  EQ_action: oneOf('ADD', 'OBSERVE', 'DELETE'),
  orderDirection: oneOf('ASC', 'DESC'),
};

const comparison = '(?:EQ|GT|GE|LT|LE)';
/** Names that end in a type of document or party, a measure with its unit, or an extension with its namespace. */
const open = new RegExp(
  [
    '^(?:EQ_(?:bizTransaction|source|destination)_.+',
    `${comparison}_(?:value|minValue|maxValue|meanValue|sDev)_.+`,
    `(?:${comparison}|EXISTS|HASATTR|EQATTR)_(?:(?:INNER|ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT)_)*[^\\s_:]+[:#].+)$`,
  ].join('|'),
);
