import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { closed, eventSchema, text, uses } from './parts.ts';

export const TransformSchema = eventSchema(
  'transform',
  'Inputs became outputs: make, split, merge, blend, rework, repack of bulk.',
  {
    inputs: Type.Optional(uses('What went in.')),
    outputs: Type.Optional(uses('What came out.')),
    links: Type.Optional(
      Type.Array(
        closed({
          input: Type.Integer({ minimum: 0, description: 'Index into `inputs`.' }),
          output: Type.Integer({ minimum: 0, description: 'Index into `outputs`.' }),
        }),
        { description: 'Which input went into which output. Without links every input went into every output.' },
      ),
    ),
    transformationId: Type.Optional(text('One run reported in parts: events that share it are pooled.')),
  },
);
export type TransformEvent = Static<typeof TransformSchema>;
