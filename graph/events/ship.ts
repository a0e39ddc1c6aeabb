import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ContextObject, eventSchema, literals, uses } from './parts.ts';

export const ShipSchema = eventSchema('ship', 'Things left, from party to party.', {
  things: uses('What moved; a logistic unit means what it then held.'),
  from: Type.Optional(ContextObject),
  to: Type.Optional(ContextObject),
  purpose: literals(
    ['sale', 'purchase', 'transfer', 'processing', 'return', 'loan'] as const,
    'Why it moved between the parties.',
  ),
});
export type ShipEvent = Static<typeof ShipSchema>;
