import type { EventOf } from '../events/canonical-event.ts';
import { factOf, keyOf, onThings } from './facts.ts';
import { contextOf, operationOf, subjectsOf } from './operation.ts';
import type { Stated } from './stated.ts';

// receive: things arrived. Only a receipt for purchase is an origin; any other continues what was sent.
export function projectReceive(event: EventOf<'receive'>): readonly Stated[] {
  const { things, from, to, purpose } = event;
  const operation = operationOf(event);
  const parties = { from: keyOf(from), to: keyOf(to) };
  const arrived =
    purpose === 'purchase'
      ? onThings(things, 'origin', (use) => ({ kind: 'receipt', ...factOf(event, use), ...parties }))
      : onThings(things, 'received', (use) => ({ ...factOf(event, use), ...parties, purpose }));
  return [...subjectsOf(event, things, operation), ...arrived, ...contextOf(event, operation)];
}
