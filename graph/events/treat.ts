import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { eventSchema, text, uses } from './parts.ts';

export const TreatSchema = eventSchema(
  'treat',
  'A step was done on things that stay themselves: oven, wash, test station pass. Load-mates do not reach each other.',
  {
    things: uses('What was treated.'),
    load: Type.Optional(text('Number of the load.')),
    step: Type.Optional(text('What was done.')),
  },
);
export type TreatEvent = Static<typeof TreatSchema>;
