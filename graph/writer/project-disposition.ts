import type { EventOf } from '../events/canonical-event.ts';
import { factOf, keyOf, onThings } from './facts.ts';
import { contextOf, operationOf, subjectsOf } from './operation.ts';
import { during } from './stated.ts';
import type { Stated } from './stated.ts';

// disposition: a decision on things or a quantity of them. The status that follows is derived at read.
export function projectDisposition(event: EventOf<'disposition'>): readonly Stated[] {
  const { things, decision, releases, conditions, reason, recordKey, authority } = event;
  const operation = operationOf(event);
  const decided = { decision, releases, conditions, reason, recordKey, authority: keyOf(authority) };
  return [
    ...subjectsOf(event, things, operation, 'DISPOSITIONED_BY'),
    ...onThings(things, 'disposition', (use) => ({ ...factOf(event, use), ...decided })),
    ...(authority === undefined ? [] : [authorised(event, authority)]),
    ...contextOf(event, operation),
  ];
}

function authorised(
  event: EventOf<'disposition'>,
  authority: NonNullable<EventOf<'disposition'>['authority']>,
): Stated {
  return { kind: 'PERFORMED_BY', from: operationOf(event), to: authority, role: 'authority', ...during(event.time) };
}
