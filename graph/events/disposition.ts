import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ContextObject, eventSchema, literals, text, uses } from './parts.ts';

export const DispositionSchema = eventSchema('disposition', 'A decision on things, a quantity or a serial range.', {
  things: uses('What it was decided on, with how much.'),
  decision: literals(
    ['hold', 'release', 'quarantine', 'reject', 'rework', 'use as is', 'scrap', 'destroy', 'recall'] as const,
    'What was decided. A release releases the hold it names.',
  ),
  releases: Type.Optional(text('Record key of the hold that a release ends.')),
  conditions: Type.Optional(text('Under which conditions.')),
  authority: Type.Optional(ContextObject),
  reason: Type.Optional(text('Why.')),
});
export type DispositionEvent = Static<typeof DispositionSchema>;
