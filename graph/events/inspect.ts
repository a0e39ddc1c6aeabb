import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { AnyObject, Thing, Value, Verdict, closed, eventSchema } from './parts.ts';

export const InspectSchema = eventSchema(
  'inspect',
  'Things, equipment or places were tested. Process settings are `values`.',
  {
    subjects: Type.Array(
      closed({
        object: AnyObject,
        sampleOf: Type.Optional(Type.Array(Thing, { description: 'For a sample: what it was drawn from.' })),
      }),
      { minItems: 1, description: 'What was tested.' },
    ),
    results: Type.Optional(Type.Array(Value, { description: 'One a characteristic.' })),
    verdict: Type.Optional(Verdict),
  },
);
export type InspectEvent = Static<typeof InspectSchema>;
