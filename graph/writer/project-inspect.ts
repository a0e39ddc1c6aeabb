import type { EventOf } from '../events/canonical-event.ts';
import { contextOf, operationOf } from './operation.ts';
import { during } from './stated.ts';
import type { Stated } from './stated.ts';

// inspect: things, equipment or places were tested. Results and verdict stay in the statement; samples are linked.
export function projectInspect(event: EventOf<'inspect'>): readonly Stated[] {
  const operation = operationOf(event);
  const time = during(event.time);
  return [
    ...event.subjects.flatMap(({ object, sampleOf = [] }): readonly Stated[] => [
      { kind: 'SUBJECT_OF', from: object, to: operation, role: 'subject', ...time },
      ...sampleOf.map((thing): Stated => ({ kind: 'SAMPLED_AS', from: thing, to: object, role: 'sample', ...time })),
    ]),
    ...contextOf(event, operation),
  ];
}
