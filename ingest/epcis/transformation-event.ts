import { contextFields } from './epcis-context-fields.ts';
import { textAt } from './epcis-event.ts';
import type { EventDraft, Reading } from './epcis-event.ts';
import { thingsAt } from './epcis-things.ts';
import type { NamedThing } from './epcis-things.ts';
import { membersOf } from './lot-members.ts';

/** TransformationEvent: inputs became outputs. */
export function transformationEvent(reading: Reading): readonly EventDraft[] {
  const inputs = thingsAt(reading, 'inputEPCList', 'inputQuantityList');
  const outputs = thingsAt(reading, 'outputEPCList', 'outputQuantityList');
  const run = textAt(reading.event, 'transformationID');
  const fields = {
    verb: 'transform',
    ...contextFields(reading),
    ...side('inputs', inputs),
    ...side('outputs', outputs),
    ...(run === undefined ? {} : { transformationId: run }),
  };
  return [{ rule: 'transformed', fields }, ...membersOf(reading, [...inputs, ...outputs])];
}

const side = (name: 'inputs' | 'outputs', things: readonly NamedThing[]): object =>
  things.length === 0 ? {} : { [name]: things.map(({ use }) => use) };
