import type { EventOf } from '../events/canonical-event.ts';
import { contextOf, operationOf, subjectsOf } from './operation.ts';
import type { Stated } from './stated.ts';

// move: things went from place to place. Where they are now is a matter of reading.
export function projectMove(event: EventOf<'move'>): readonly Stated[] {
  const operation = operationOf(event);
  return [...subjectsOf(event, event.things, operation), ...contextOf(event, operation)];
}
