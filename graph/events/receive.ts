import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ContextObject, eventSchema, literals, uses } from './parts.ts';

export const ReceiveSchema = eventSchema(
  'receive',
  'Things arrived. Only a receipt for purchase is an origin; one for processing or return continues what was sent.',
  {
    things: uses('What moved; a logistic unit means what it then held.'),
    from: Type.Optional(ContextObject),
    to: Type.Optional(ContextObject),
    purpose: literals(
      ['sale', 'purchase', 'transfer', 'processing', 'return', 'loan'] as const,
      'Why it moved between the parties.',
    ),
  },
);
export type ReceiveEvent = Static<typeof ReceiveSchema>;
