import type { Static } from '@sinclair/typebox';
import { Thing, eventSchema, uses } from './parts.ts';

export const AssembleSchema = eventSchema('assemble', 'Parts were installed in an assembly.', {
  assembly: Thing,
  parts: uses('What was installed, each with its position.'),
});
export type AssembleEvent = Static<typeof AssembleSchema>;
