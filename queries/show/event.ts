import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import type { Value as StatedValue } from '../../graph/events/parts.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { AsOf, StoredStatement } from '../../graph/store/store.ts';
import type { Event, Value } from '../schema/event.ts';

/** An event as its statement keeps it. A retraction later than `asOf` is not known yet. */
export function showEvent(statement: StoredStatement, asOf: AsOf): Event {
  const event = JSON.parse(statement.body) as CanonicalEvent;
  const { retractedAt } = statement;
  return {
    id: statement.event,
    verb: statement.verb,
    context: statement.context,
    from: event.time?.from,
    to: event.time?.to,
    precision: event.time?.precision,
    basis: event.time?.basis,
    site: statement.site,
    at: keyOf(event.at),
    equipment: (event.equipment ?? []).map(objectKey),
    actors: (event.actors ?? []).map(objectKey),
    order: keyOf(event.order),
    process: keyOf(event.process),
    documents: (event.documents ?? []).map(objectKey),
    fromParty: 'from' in event ? keyOf(event.from) : undefined,
    toParty: 'to' in event ? keyOf(event.to) : undefined,
    purpose: 'purpose' in event ? event.purpose : undefined,
    says: saying(event),
    values: valuesOf(event),
    verdict: 'verdict' in event ? event.verdict : undefined,
    source: statement.source,
    record: statement.record,
    mapping: statement.mapping,
    recordedAt: statement.recordedAt,
    retractedAt: retractedAt !== undefined && retractedAt <= asOf.position ? retractedAt : undefined,
  };
}

const keyOf = (ref: ObjectRef | undefined): string | undefined => (ref === undefined ? undefined : objectKey(ref));

function saying(event: CanonicalEvent): string | undefined {
  if (event.verb === 'treat') return event.step;
  return event.verb === 'disposition' ? event.decision : undefined;
}

/** What was set, what was found, and of an observation its aggregates: each a value with its unit. */
function valuesOf(event: CanonicalEvent): readonly Value[] {
  const results = event.verb === 'inspect' ? (event.results ?? []) : [];
  const observed = event.verb === 'observe' ? aggregates(event) : [];
  return [...(event.values ?? []), ...results].map(showValue).concat(observed);
}

function showValue({ instrument, ...value }: StatedValue): Value {
  return { ...value, instrument: keyOf(instrument) };
}

function aggregates(event: Extract<CanonicalEvent, { verb: 'observe' }>): readonly Value[] {
  const { characteristic, unit } = event;
  const aggregate = (name: 'min' | 'max' | 'mean' | 'last'): readonly Value[] => {
    const value = event[name];
    return value === undefined ? [] : [{ characteristic: `${characteristic}, ${name}`, value, unit }];
  };
  const state = event.state === undefined ? [] : [{ characteristic, value: event.state }];
  return [...state, ...aggregate('min'), ...aggregate('max'), ...aggregate('mean'), ...aggregate('last')];
}
