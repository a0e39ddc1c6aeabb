import { contextFields } from './epcis-context-fields.ts';
import { textAt } from './epcis-event.ts';
import type { EventDraft, Reading } from './epcis-event.ts';
import { thingOf, thingsAt } from './epcis-things.ts';
import { membersOf } from './lot-members.ts';

/** TransactionEvent: things are tied to business documents; a step that they stay themselves through. */
export function transactionEvent(reading: Reading): readonly EventDraft[] {
  const listed = thingsAt(reading, 'epcList', 'quantityList');
  const parent = textAt(reading.event, 'parentID');
  const container = parent === undefined ? undefined : thingOf(reading, parent, 'unit', 'parentID');
  const things = container ? [...listed, container] : listed;
  const step = textAt(reading.event, 'bizStep');
  const fields = {
    verb: 'treat',
    ...contextFields(reading),
    things: things.map(({ use }) => use),
    ...(step === undefined ? {} : { step }),
  };
  return things.length === 0 ? [] : [{ rule: 'documented', fields }, ...membersOf(reading, listed)];
}
