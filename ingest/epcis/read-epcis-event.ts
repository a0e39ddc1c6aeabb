import type { Problem } from '../../graph/errors.ts';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { eventKey } from '../../graph/events/event-key.ts';
import { validateEvent } from '../../graph/events/validate.ts';
import type { SourceObject } from '../format.ts';
import { recordKeyOf } from '../mapping/compile.ts';
import { reasonOf } from '../mapping/map-record.ts';
import type { DecodedRecord, MappedRecord } from '../mapping/map-record.ts';
import { aggregationEvent, associationEvent } from './container-events.ts';
import { contextFields, timeOf } from './epcis-context-fields.ts';
import { EpcisIssue, isObject, requiredText, textAt, textsAt } from './epcis-event.ts';
import type { EventDraft, Reading } from './epcis-event.ts';
import { objectEvent } from './object-event.ts';
import { transactionEvent } from './transaction-event.ts';
import { transformationEvent } from './transformation-event.ts';

/** Event ids of the standard are unique all over the world: one event by file and by capture is one event. */
export const epcisNamespace = 'epcis';

const readers: Readonly<Record<string, (reading: Reading) => readonly EventDraft[]>> = {
  AggregationEvent: aggregationEvent,
  AssociationEvent: associationEvent,
  ObjectEvent: objectEvent,
  TransactionEvent: transactionEvent,
  TransformationEvent: transformationEvent,
};

/** The canonical events of one decoded EPCIS event; waits as a whole when any part of it cannot be read. Pure. */
export function readEpcisEvent(input: DecodedRecord): MappedRecord {
  const reading: Reading = { event: input.record, findings: [], names: new Set(), others: [] };
  const type = requiredText(input.record, 'type');
  try {
    const drafts = [...readers[type]!(reading), ...named(reading)];
    if (drafts.length === 0) return { kind: 'ignored', match: type, reason: 'names no thing and no place' };
    const events = stated(input, reading, drafts);
    return { kind: 'events', match: type, recordKey: events[0]!.recordKey, events, findings: reading.findings };
  } catch (error) {
    if (error instanceof EpcisIssue) return refused(error.problem, 'map', reading);
    throw error;
  }
}

const named = (reading: Reading): readonly EventDraft[] =>
  reading.others.map((other, i) => ({
    rule: `named ${i}`,
    fields: { verb: 'identify', ...contextFields(reading), same: [other] },
  }));

const refused = (problem: Problem, stage: 'map' | 'validate', { names }: Reading): MappedRecord => ({
  kind: 'quarantined',
  reason: reasonOf(problem, stage, [...names]),
});

function stated(input: DecodedRecord, reading: Reading, drafts: readonly EventDraft[]): readonly CanonicalEvent[] {
  const events = drafts.map((draft) => completed(input, draft));
  const declaration = input.record['errorDeclaration'];
  return isObject(declaration) ? events.map((event, i) => correctionOf(input, reading, declaration, event, i)) : events;
}

function completed(input: DecodedRecord, { rule, fields }: EventDraft, digest = hashOf(input.record)): CanonicalEvent {
  const id = idOf(input.record);
  const valid = validateEvent({
    ...(input.site === undefined ? {} : { site: input.site }),
    ...fields,
    key: eventKey({ namespace: epcisNamespace, recordKey: id, rule, ordinal: 0, contentDigest: digest }),
    recordKey: recordKeyOf(epcisNamespace, id),
    source: { record: input.seq, pointer: rule, name: input.source, view: input.view },
    mapping: input.mapping,
  });
  if (valid.problems) throw new EpcisIssue(valid.problems[0]);
  return valid.ok;
}

/**
 * An error declaration repeats its event, and the hash leaves the declaration out (CBV 2.0 §8.9.2): so it retracts exactly the
 * events that its twin without declaration states, not what another sender may have said under the same id.
 */
function correctionOf(
  input: DecodedRecord,
  reading: Reading,
  declaration: SourceObject,
  event: CanonicalEvent,
  ordinal: number,
): CanonicalEvent {
  const replaced = textsAt(declaration, 'correctiveEventIDs').length > 0;
  const reason = textAt(declaration, 'reason');
  const fields = {
    verb: 'correct',
    context: 'actual',
    time: timeOf(reading),
    kind: replaced ? 'incorrect' : 'didNotOccur',
    target: { recordKey: event.recordKey, event: event.key },
    ...(reason === undefined ? {} : { reason }),
    ext: { epcis: { errorDeclaration: declaration } },
  };
  const declared = requiredText(declaration, 'declarationTime');
  return completed(input, { rule: `error ${ordinal}`, fields }, `${hashOf(input.record)} ${declared}`);
}

const hashOf = (event: SourceObject): string => requiredText(event, '@hash');

/** The event's own id, or its hash id where it has none. */
const idOf = (event: SourceObject): string => textAt(event, 'eventID') ?? hashOf(event);
