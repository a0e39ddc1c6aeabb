import { problem } from '../../graph/errors.ts';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { eventKey } from '../../graph/events/event-key.ts';
import type { Use } from '../../graph/events/parts.ts';
import { validateEvent } from '../../graph/events/validate.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { Finding } from '../../graph/ledger/outcomes.ts';
import { declaredDecode } from '../declared-decode.ts';
import type { SourceObject, SourceValue } from '../format.ts';
import type { EpcisConfig } from '../formats/epcis/epcis-config.ts';
import { epcisFormat } from '../formats/epcis/epcis-format.ts';
import { canonicalTime } from '../formats/epcis/event-hash/canonical-value.ts';
import { isObject } from '../formats/names.ts';
import { reasonOf } from '../mapping/map-record.ts';
import type { MappedRecord } from '../mapping/map-record.ts';
import type { KeptRecord } from '../mapping/read-record.ts';
import type { RecordReader } from '../record-reader.ts';
import { without } from '../without.ts';
import { draftsOf, lotDrafts, otherDrafts, unnamedParts } from './epcis-events.ts';
import type { Draft } from './epcis-events.ts';
import { EpcisParts, listOf } from './epcis-parts.ts';
import { ilmdDrafts, mintLots } from './ilmd.ts';

const mapping = 'epcis@1';
// Event ids are unique all over the world, so one event that comes by file and by capture is one event.
const namespace = 'epcis';

/** EPCIS events, whoever sends them: their meaning is the standard's, so they need no plan. */
export const epcisReader: RecordReader = readerOf(mapping, { format: 'epcis' });

/** The same events in XML, of files: over HTTP the content type says which of the two syntaxes it is. */
export const epcisXmlReader: RecordReader = readerOf('epcis-xml@1', { format: 'epcis', syntax: 'xml' });

function readerOf(name: string, decode: EpcisConfig): RecordReader {
  const format = epcisFormat;
  return { mapping: name, format, decode, read: (kept) => read(kept, declaredDecode({ format, decode }, kept)) };
}

function read(kept: KeptRecord, decode: EpcisConfig): MappedRecord {
  const decoded = epcisFormat.decode(kept.body, kept.head, decode);
  if (!decoded.ok) return { kind: 'quarantined', reason: reasonOf(decoded.problem, 'decode') };
  const parts = new EpcisParts(decoded.record);
  const drafts = isObject(parts.event['errorDeclaration']) ? corrections(parts, kept) : statements(parts, kept);
  const found = parts.problem ?? (drafts.length === 0 ? unmapped(parts) : undefined);
  if (found) return { kind: 'quarantined', reason: reasonOf(found, 'map', namesOf(parts)) };
  return finished(parts, kept, drafts);
}

const unmapped = (parts: EpcisParts) =>
  problem(
    'EPCIS_UNMAPPED',
    `${parts.text('type') ?? 'The event'} ${parts.text('action') ?? ''} names nothing it could be said of`,
    { path: 'type', value: parts.text('type') ?? '' },
  );

const listNames = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];
const amountNames = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];

/** Whatever the event names, read or not. */
function namesOf(parts: EpcisParts): readonly string[] {
  for (const name of listNames)
    for (const epc of parts.list(name)) if (typeof epc === 'string') parts.read(epc, 'unit', name);
  for (const name of amountNames)
    for (const entry of parts.list(name))
      if (isObject(entry) && typeof entry['epcClass'] === 'string') parts.read(entry['epcClass'], 'lot', name);
  const parent = parts.text('parentID');
  if (parent !== undefined) parts.read(parent, 'logistic', 'parentID');
  return [...parts.names].slice(0, 1000);
}

function statements(parts: EpcisParts, kept: KeptRecord): readonly Draft[] {
  const drafts = draftsOf(parts, { byMaker: kept.bringsMakers === true });
  const born = bornOf(parts, drafts);
  mintLots(
    parts,
    born.flatMap(({ thing }) => thing ?? []),
  );
  const lots = born.flatMap(({ thing }) => (thing?.kind === 'lot' ? [thing] : []));
  const minted = [...parts.lots.values()].map(({ lot }) => lot);
  return [...drafts, ...lotDrafts(parts), ...ilmdDrafts(parts, [...lots, ...minted]), ...otherDrafts(parts, drafts)];
}

/** What ILMD speaks of: outputs, or what the event adds. */
function bornOf(parts: EpcisParts, drafts: readonly Draft[]): readonly Use[] {
  if (parts.event['ilmd'] === undefined) return [];
  return drafts.flatMap(({ fields }) => {
    if (fields.verb === 'transform') return fields.outputs ?? [];
    return 'things' in fields ? fields.things : [];
  });
}

/**
 * The original did not happen, or was wrong; what replaces it comes as events of its own. The hash leaves the declaration out
 * (CBV 2.0 §8.9.2), so exactly what the same event without it states is retracted, and not what another sender may have
 * said under the same id.
 */
function corrections(parts: EpcisParts, kept: KeptRecord): readonly Draft[] {
  const declaration = parts.event['errorDeclaration'] as SourceObject;
  const reason = declaration['reason'];
  const recordKey = `${namespace}/${originalKey(parts)}`;
  return statements(parts, kept).map(({ rule, ordinal = 0 }, i) => ({
    rule: 'correction',
    ordinal: i,
    fields: {
      verb: 'correct',
      kind: reason === 'did_not_occur' ? 'didNotOccur' : 'incorrect',
      target: { recordKey, event: keyOf(parts, originalKey(parts), rule, ordinal) },
      ...(typeof reason === 'string' ? { reason } : {}),
    },
  }));
}

function keyOf(parts: EpcisParts, recordKey: string, rule: string, ordinal: number): string {
  const hash = parts.text('@hash');
  return eventKey({ namespace, recordKey, rule, ordinal, ...(hash === undefined ? {} : { contentDigest: hash }) });
}

const originalKey = (parts: EpcisParts): string => parts.text('eventID') ?? parts.text('@hash') ?? '';

/** The hash leaves an error declaration out, so what that says is added to it. */
function contentHash({ event }: EpcisParts): { readonly contentHash?: string } {
  const { '@hash': hash, errorDeclaration } = event;
  if (typeof hash !== 'string') return {};
  if (!isObject(errorDeclaration)) return { contentHash: hash };
  const { reason, correctiveEventIDs } = errorDeclaration;
  return { contentHash: `${hash}#error:${canonicalJson([reason ?? null, listOf(correctiveEventIDs)])}` };
}

// A declaration repeats the id of its event and is a record of its own.
function recordKeyOf(parts: EpcisParts): string {
  const declaration = parts.event['errorDeclaration'];
  if (!isObject(declaration)) return originalKey(parts);
  const time = declaration['declarationTime'];
  return `${originalKey(parts)}#error:${typeof time === 'string' ? canonicalTime(time) : ''}`;
}

function finished(parts: EpcisParts, kept: KeptRecord, drafts: readonly Draft[]): MappedRecord {
  const shared = sharedFields(parts, kept, drafts);
  if (parts.problem) return { kind: 'quarantined', reason: reasonOf(parts.problem, 'map', namesOf(parts)) };
  const events: CanonicalEvent[] = [];
  for (const draft of drafts) {
    const valid = validateEvent(eventOf(parts, kept, shared, draft));
    if (valid.problems) return { kind: 'quarantined', reason: reasonOf(valid.problems[0], 'validate', namesOf(parts)) };
    events.push(valid.ok);
  }
  return {
    kind: 'events',
    match: parts.text('type') ?? '',
    recordKey: `${namespace}/${recordKeyOf(parts)}`,
    events,
    findings: [...classOnly(drafts), ...unnamed(drafts)],
  };
}

function sharedFields(parts: EpcisParts, kept: KeptRecord, drafts: readonly Draft[]): object {
  const [time, at, documents, values] = [parts.time(), parts.place(), parts.documents(), parts.values()];
  return {
    context: 'actual',
    ...(time ? { time } : {}),
    ...(at ? { at } : {}),
    ...(kept.site === undefined ? {} : { site: kept.site }),
    ...(documents.length > 0 ? { documents } : {}),
    ...(values.length > 0 ? { values } : {}),
    ext: { epcis: extras(parts, drafts) },
  };
}

const besideOthers: ReadonlySet<string> = new Set(['lot', 'ilmd', 'other']);

// Lists of things are said by the statement's own parts; everything else is kept as it came, so that it can go out again (M7).
function extras(parts: EpcisParts, drafts: readonly Draft[]): Readonly<Record<string, unknown>> {
  const isCorrection = isObject(parts.event['errorDeclaration']);
  // An inspection or a printed label is of things, and says nothing of how much of them there was.
  const isWithoutAmounts = drafts.some(({ fields, rule }) => fields.verb === 'inspect' || rule === 'label');
  const isSaid = (name: string, value: SourceValue): boolean => {
    if (name === '@hash') return true;
    if (isCorrection) return false;
    return listNames.includes(name) || (!isWithoutAmounts && !parts.odd.has(name) && isPlainAmounts(name, value));
  };
  const kept = Object.entries(parts.event).filter(([name, value]) => !isSaid(name, value));
  return Object.fromEntries(kept.map(([name, value]) => [name, plain(value)]));
}

const ofAmount: ReadonlySet<string> = new Set(['epcClass', 'quantity', 'uom']);

/** Whether a quantity list says nothing but quantities; a sender may add members of its own to each. */
function isPlainAmounts(name: string, value: SourceValue): boolean {
  if (!amountNames.includes(name)) return false;
  return listOf(value).every((entry) => isObject(entry) && Object.keys(entry).every((member) => ofAmount.has(member)));
}

function plain(value: SourceValue): unknown {
  if (Array.isArray(value)) return (value as readonly SourceValue[]).map(plain);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
    : value;
}

function eventOf(parts: EpcisParts, kept: KeptRecord, shared: object, { rule, ordinal = 0, fields }: Draft): object {
  const recordKey = recordKeyOf(parts);
  // Extras are the event's, not each statement's: they stand with the first.
  const isFirst = ordinal === 0 && !besideOthers.has(rule);
  const all = shared as Readonly<Record<string, unknown>>;
  const own = isFirst ? all : without(all, 'ext', 'values');
  // What is seen inside is inside whenever it was put there: a beginning at that moment would say it was not in before.
  const facts = fields.verb === 'pack' && parts.text('action') === 'OBSERVE' ? without(own, 'time') : own;
  return {
    key: keyOf(parts, recordKey, rule, ordinal),
    // An inspection has its readings as results.
    ...(fields.verb === 'inspect' ? without(facts, 'values') : facts),
    ...fields,
    recordKey: `${namespace}/${recordKey}`,
    ...contentHash(parts),
    source: { record: kept.seq, pointer: `${rule}[${ordinal}]`, name: kept.source, view: kept.view },
    mapping,
  };
}

function classOnly(drafts: readonly Draft[]): readonly Finding[] {
  const consumed = drafts.flatMap(({ fields }): readonly Use[] => {
    if (fields.verb === 'transform') return fields.inputs ?? [];
    if (fields.verb === 'assemble') return fields.parts;
    return fields.verb === 'pack' ? fields.contents : [];
  });
  return consumed.flatMap(({ thing, material }) =>
    thing === undefined && material !== undefined
      ? [{ code: 'CLASS_ONLY', path: 'quantityList', value: material.value }]
      : [],
  );
}

const unnamed = (drafts: readonly Draft[]): readonly Finding[] =>
  drafts.some(({ rule }) => rule === unnamedParts)
    ? [{ code: 'EPCIS_PARTS_UNNAMED', path: 'childEPCs', value: '' }]
    : [];
