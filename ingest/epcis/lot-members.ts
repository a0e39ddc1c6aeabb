import type { ObjectRef } from '../../graph/model/object-ref.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { timeOf } from './epcis-context-fields.ts';
import { isObject, textAt } from './epcis-event.ts';
import type { EventDraft, Reading } from './epcis-event.ts';
import type { NamedThing } from './epcis-things.ts';

/**
 * Units whose lot stands beside their serial number, in a link with both or in the master data of the event (ILMD): the
 * lot has them as members.
 */
export function membersOf(reading: Reading, things: readonly NamedThing[]): readonly EventDraft[] {
  const stated = ilmdLot(reading);
  const units = new Map<string, { readonly of: ObjectRef; readonly things: ObjectRef[] }>();
  for (const { use, lot = lotOf(use.thing, stated) } of things) {
    if (use.thing?.kind !== 'unit' || lot === undefined) continue;
    const key = objectKey(lot);
    const known = units.get(key) ?? { of: lot, things: [] };
    known.things.push(use.thing);
    units.set(key, known);
    reading.names.add(key);
  }
  return [...units.values()].map((members, i) => ({
    rule: `members ${i}`,
    fields: { verb: 'identify', context: 'actual', time: timeOf(reading), members },
  }));
}

// GTIN and lot number: a lot number alone is no identity.
function lotOf(thing: NamedThing['use']['thing'], lot: string | undefined): ObjectRef | undefined {
  if (lot === undefined || thing?.scheme !== 'gs1' || thing.material === undefined) return undefined;
  return { kind: 'lot', scheme: 'gs1', issuer: '', material: thing.material, value: lot };
}

function ilmdLot({ event }: Reading): string | undefined {
  const ilmd = event['ilmd'];
  if (!isObject(ilmd)) return undefined;
  const name = Object.keys(ilmd).find((field) => field.replace(/^.*[:#/]/, '') === 'lotNumber');
  return name === undefined ? undefined : textAt(ilmd, name);
}
