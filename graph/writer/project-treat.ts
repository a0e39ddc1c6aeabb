import type { EventOf } from '../events/canonical-event.ts';
import { contextOf, operationOf, subjectsOf } from './operation.ts';
import type { Stated } from './stated.ts';

// treat: a step was done on things that stay themselves. Only joined, so that load-mates do not reach each other.
export function projectTreat(event: EventOf<'treat'>): readonly Stated[] {
  const operation = operationOf(event);
  return [...subjectsOf(event, event.things, operation, 'TREATED_IN'), ...contextOf(event, operation)];
}
