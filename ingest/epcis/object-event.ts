import type { ContextObject } from '../../graph/events/parts.ts';
import { contextFields, placeOf, sensorValues, transactionTypes } from './epcis-context-fields.ts';
import { objectsAt, requiredText, textAt } from './epcis-event.ts';
import type { EventDraft, EventFields, Reading } from './epcis-event.ts';
import { contextRef, thingsAt } from './epcis-things.ts';
import type { NamedThing } from './epcis-things.ts';
import { membersOf } from './lot-members.ts';

const leaving: ReadonlySet<string> = new Set(['shipping', 'departing']);
const arriving: ReadonlySet<string> = new Set(['receiving', 'arriving', 'accepting']);
const moving: ReadonlySet<string> = new Set([
  'storing',
  'stocking',
  'transporting',
  'loading',
  'unloading',
  'staging_outbound',
  'entering_exiting',
  'cross_docking',
  'sensor_reporting',
]);

/** ObjectEvent: something happened to things that stay themselves, or that came to be or ceased. */
export function objectEvent(reading: Reading): readonly EventDraft[] {
  const things = thingsAt(reading, 'epcList', 'quantityList');
  const members = membersOf(reading, things);
  if (things.length === 0) return [...observed(reading), ...members];
  const step = textAt(reading.event, 'bizStep');
  switch (textAt(reading.event, 'action')) {
    case 'ADD':
      return [...created(reading, things, step), ...members];
    case 'DELETE':
      return [draft('removed', removal(reading, things, step)), ...members];
    default:
      return [draft('observed', observation(reading, things, step)), ...members];
  }
}

const draft = (rule: string, fields: EventFields): EventDraft => ({ rule, fields });
const uses = (things: readonly NamedThing[]): readonly object[] => things.map(({ use }) => use);

// A label is not the thing: an encoded tag, and an SSCC before anything is packed under it, exist as printed.
function created(reading: Reading, things: readonly NamedThing[], step: string | undefined): readonly EventDraft[] {
  const isPrinted = ({ use }: NamedThing): boolean => step === 'encoding' || use.thing?.kind === 'logistic';
  const printed = things.filter(isPrinted).flatMap(({ use }) => use.thing ?? []);
  const made = things.filter((thing) => !isPrinted(thing) && thing.use.thing !== undefined);
  const common = contextFields(reading);
  return [
    ...(made.length > 0 ? [draft('made', { verb: 'transform', ...common, outputs: uses(made) })] : []),
    ...printed.map((thing, i) => draft(`printed ${i}`, { verb: 'identify', ...common, same: [thing] })),
  ];
}

function removal(reading: Reading, things: readonly NamedThing[], step: string | undefined): EventFields {
  const decision = step === 'destroying' ? 'destroy' : 'scrap';
  return {
    verb: 'disposition',
    ...contextFields(reading),
    things: uses(things),
    decision,
    reason: step ?? 'removed from the supply chain',
  };
}

function observation(reading: Reading, things: readonly NamedThing[], step: string | undefined): EventFields {
  const common = contextFields(reading);
  if (step !== undefined && leaving.has(step))
    return { verb: 'ship', ...common, things: uses(things), ...parties(reading), purpose: purposeOf(reading, 'sale') };
  if (step !== undefined && arriving.has(step)) {
    const purpose = purposeOf(reading, 'purchase');
    return { verb: 'receive', ...common, things: uses(things), ...parties(reading), purpose };
  }
  if (step === 'inspecting') return inspection(reading, things, common);
  const to = placeOf(reading, 'bizLocation');
  if (step !== undefined && moving.has(step) && to) return { verb: 'move', ...common, things: uses(things), to };
  return { verb: 'treat', ...common, things: uses(things), ...(step === undefined ? {} : { step }) };
}

function inspection(reading: Reading, things: readonly NamedThing[], common: object): EventFields {
  const results = sensorValues(reading);
  return {
    verb: 'inspect',
    ...withoutValues(common),
    subjects: things.flatMap(({ use }) => ({ object: use.thing ?? use.material })),
    ...(results.length > 0 ? { results } : {}),
  };
}

// What a sensor reported is then the result, not a setting.
const withoutValues = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'values'));

// Sensor readings of a place, of no thing.
function observed(reading: Reading): readonly EventDraft[] {
  const place = placeOf(reading, 'bizLocation') ?? placeOf(reading, 'readPoint');
  const results = sensorValues(reading);
  if (!place) return [];
  const common = withoutValues(contextFields(reading));
  const found = results.length > 0 ? { results } : {};
  return [draft('observed', { verb: 'inspect', ...common, subjects: [{ object: place }], ...found })];
}

interface Parties {
  readonly from?: ContextObject;
  readonly to?: ContextObject;
}

function parties(reading: Reading): Parties {
  const from = partyOf(reading, 'sourceList', 'source');
  const to = partyOf(reading, 'destinationList', 'destination');
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

// The owner counts before the one who holds it.
function partyOf(reading: Reading, list: string, name: string): ContextObject | undefined {
  for (const type of ['owning_party', 'possessing_party']) {
    const uri = partyUri(reading, list, name, type);
    if (uri !== undefined) return contextRef(reading, uri, 'party', `${list}.${name}`) as ContextObject;
  }
  return undefined;
}

function partyUri({ event }: Reading, list: string, name: string, type: string): string | undefined {
  const entry = objectsAt(event, list).find((one) => textAt(one, 'type') === type);
  return entry && requiredText(entry, name);
}

const returns: ReadonlySet<string> = new Set(['rma', 'recadv_return', 'return']);
const trades: ReadonlySet<string> = new Set(['po', 'poc', 'inv', 'bol', 'desadv', 'recadv']);

function purposeOf(reading: Reading, trade: 'sale' | 'purchase'): string {
  const { event } = reading;
  const types = transactionTypes(event);
  if (textAt(event, 'disposition') === 'returned' || [...types].some((type) => returns.has(type))) return 'return';
  const [from, to] = ownersOf(reading, 'owning_party');
  if (from !== undefined && to !== undefined) return from === to ? holders(reading) : trade;
  if (from !== undefined || to !== undefined || [...types].some((type) => trades.has(type))) return trade;
  return holders(reading);
}

function holders(reading: Reading): string {
  const [from, to] = ownersOf(reading, 'possessing_party');
  return from !== undefined && to !== undefined && from !== to ? 'processing' : 'transfer';
}

const ownersOf = (reading: Reading, type: string): readonly [string | undefined, string | undefined] => [
  partyUri(reading, 'sourceList', 'source', type),
  partyUri(reading, 'destinationList', 'destination', type),
];
