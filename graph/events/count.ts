import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { eventSchema, literals, uses } from './parts.ts';

export const CountSchema = eventSchema('count', 'Things and quantities were found on hand at a place (`at`).', {
  things: uses('What was found, with how much.'),
  full: Type.Optional(Type.Boolean({ description: 'A full count also states that nothing else was there.' })),
  origin: Type.Optional(literals(['opening'] as const, 'Opening stock at go-live: a declared origin.')),
});
export type CountEvent = Static<typeof CountSchema>;
