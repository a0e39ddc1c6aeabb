import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ContextObject, eventSchema, uses } from './parts.ts';

export const MoveSchema = eventSchema('move', 'Things went from place to place within one party.', {
  things: uses('What moved.'),
  from: Type.Optional(ContextObject),
  to: Type.Optional(ContextObject),
});
export type MoveEvent = Static<typeof MoveSchema>;
