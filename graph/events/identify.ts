import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { AnyObject, Thing, closed, eventSchema, literals, text } from './parts.ts';

export const IdentifySchema = eventSchema(
  'identify',
  'Keys are (or are not) one thing; a lot has these members; a thing was relabelled. At least one of the three.',
  {
    same: Type.Optional(
      Type.Array(AnyObject, {
        minItems: 1,
        description: 'Keys of one thing. A single key states that it exists as printed.',
      }),
    ),
    are: Type.Optional(Type.Boolean({ description: 'False: they are not one thing. True where absent.' })),
    members: Type.Optional(
      closed({ of: Thing, things: Type.Array(Thing, { minItems: 1 }) }, 'Units or sub-lots of a lot.'),
    ),
    relabel: Type.Optional(
      closed({ from: Thing, to: Type.Array(Thing, { minItems: 1 }) }, 'Old identity and the new ones.'),
    ),
    certainty: Type.Optional(literals(['confirmed', 'inferred'] as const, 'Inferred is a guess, listed for decision.')),
    method: Type.Optional(text('How it is known.')),
  },
);
export type IdentifyEvent = Static<typeof IdentifySchema>;
