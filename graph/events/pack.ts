import type { Static } from '@sinclair/typebox';
import { Thing, eventSchema, uses } from './parts.ts';

export const PackSchema = eventSchema('pack', 'Things were put into a logistic unit.', {
  container: Thing,
  contents: uses('What was put in.'),
});
export type PackEvent = Static<typeof PackSchema>;
