import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { closed, eventSchema, literals, text } from './parts.ts';

export const CorrectSchema = eventSchema('correct', 'An earlier record did not happen, or was wrong and is replaced.', {
  kind: literals(
    ['didNotOccur', 'incorrect'] as const,
    'Retract, or retract and replace by the events stated beside it.',
  ),
  target: closed(
    {
      recordKey: text("Key of the record to retract, with its namespace (the event's `recordKey`)."),
      event: Type.Optional(
        Type.String({ minLength: 43, maxLength: 43, description: 'Only this event of the record.' }),
      ),
    },
    'What is retracted.',
  ),
  reason: Type.Optional(text('Why.')),
});
export type CorrectEvent = Static<typeof CorrectSchema>;
