import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { AnyObject, decimal, eventSchema, text } from './parts.ts';

export const ObserveSchema = eventSchema(
  'observe',
  'A parameter, state, alarm or counter over a window (`time`): aggregates and a pointer, never the raw series.',
  {
    of: Type.Array(AnyObject, { minItems: 1, description: 'Equipment, operation or thing it was observed on.' }),
    characteristic: text('What was observed.'),
    unit: Type.Optional(text('UCUM code.')),
    state: Type.Optional(text('Observed state or alarm.')),
    min: Type.Optional(decimal('Smallest value.')),
    max: Type.Optional(decimal('Largest value.')),
    mean: Type.Optional(decimal('Mean.')),
    last: Type.Optional(decimal('Last value, or counter reading.')),
    count: Type.Optional(Type.Integer({ minimum: 0, description: 'Number of samples.' })),
    contentHash: Type.Optional(text('SHA-256 of the series.')),
    pointer: Type.Optional(text('Where the series lies in the historian.')),
  },
);
export type ObserveEvent = Static<typeof ObserveSchema>;
