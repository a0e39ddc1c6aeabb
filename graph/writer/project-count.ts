import type { EventOf } from '../events/canonical-event.ts';
import { factOf, onThings } from './facts.ts';
import { contextOf, operationOf, subjectsOf } from './operation.ts';
import type { Stated } from './stated.ts';

// count: things were found on hand. Opening stock is a declared origin.
export function projectCount(event: EventOf<'count'>): readonly Stated[] {
  const { things, full, origin } = event;
  const operation = operationOf(event);
  return [
    ...subjectsOf(event, things, operation),
    ...onThings(things, 'counted', (use) => ({ ...factOf(event, use), full })),
    ...(origin === 'opening' ? onThings(things, 'origin', (use) => ({ kind: 'opening', ...factOf(event, use) })) : []),
    ...contextOf(event, operation),
  ];
}
