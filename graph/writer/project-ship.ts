import type { EventOf } from '../events/canonical-event.ts';
import { factOf, keyOf, onThings } from './facts.ts';
import { contextOf, operationOf, subjectsOf } from './operation.ts';
import type { Stated } from './stated.ts';

// ship: things left. To whom they went stands on each of them; a container means what it then held.
export function projectShip(event: EventOf<'ship'>): readonly Stated[] {
  const { things, from, to, purpose } = event;
  const operation = operationOf(event);
  return [
    ...subjectsOf(event, things, operation),
    ...onThings(things, 'shipped', (use) => ({ ...factOf(event, use), from: keyOf(from), to: keyOf(to), purpose })),
    ...contextOf(event, operation),
  ];
}
