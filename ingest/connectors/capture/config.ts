import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

export const CaptureConfigSchema = Type.Object(
  {
    errors: Type.Optional(
      Type.Union([Type.Literal('rollback'), Type.Literal('proceed')], {
        default: 'rollback',
        description:
          'What one bad record means for its document, unless the request says: all of it waits, or only that record.',
      }),
    ),
    decode: Type.Unsafe<{ readonly format: string; readonly [setting: string]: unknown }>({
      type: 'object',
      required: ['format'],
      properties: { format: { type: 'string' } },
      description: 'How documents are read; taken from the plan of the source.',
    }),
  },
  { additionalProperties: false, description: 'Documents posted by HTTP.' },
);

export type CaptureConfig = Static<typeof CaptureConfigSchema>;
