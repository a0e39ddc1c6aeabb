import type { EventOf } from '../events/canonical-event.ts';
import { contextOf, operationOf } from './operation.ts';
import { during } from './stated.ts';
import type { Stated } from './stated.ts';

// observe: a parameter, state or counter over a window. The aggregates stay in the statement.
export function projectObserve(event: EventOf<'observe'>): readonly Stated[] {
  const operation = operationOf(event);
  const subject = { kind: 'SUBJECT_OF', to: operation, role: 'subject', ...during(event.time) } as const;
  return [...event.of.map((from): Stated => ({ ...subject, from })), ...contextOf(event, operation)];
}
