import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Thing, eventSchema, uses } from './parts.ts';

export const UnpackSchema = eventSchema('unpack', 'Things were taken out of a logistic unit.', {
  container: Thing,
  contents: Type.Optional(uses('What was taken out. Absent: all of it, the container is empty.')),
});
export type UnpackEvent = Static<typeof UnpackSchema>;
