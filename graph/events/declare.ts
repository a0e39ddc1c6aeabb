import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { AnyObject, Time, eventSchema, text } from './parts.ts';

export const DeclareSchema = eventSchema('declare', 'Master and business data: what an object is, with its revision.', {
  object: AnyObject,
  attributes: Type.Unsafe<Readonly<Record<string, string | boolean | readonly string[]>>>({
    type: 'object',
    additionalProperties: {
      anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
    },
    description: 'Named attributes; numbers as decimal text.',
  }),
  revisionOf: Type.Optional(text('Revision of the declared object.')),
  effective: Type.Optional(Time),
});
export type DeclareEvent = Static<typeof DeclareSchema>;
