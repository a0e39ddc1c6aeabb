import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { SecretRefSchema } from '../../../graph/secret/secret.ts';

const KeySchema = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'Who has it, for people.' }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the key, as `whence key` prints it.' }),
    until: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$',
        description: 'Refused from then on; UTC, such as 2027-01-01T00:00:00Z.',
      }),
    ),
  },
  { additionalProperties: false },
);

export const CaptureConfigSchema = Type.Object(
  {
    errors: Type.Optional(
      Type.Union([Type.Literal('rollback'), Type.Literal('proceed')], {
        default: 'rollback',
        description:
          'What one bad record means for its document, unless the request says: all of it waits, or only that record.',
      }),
    ),
    keys: Type.Optional(
      Type.Array(KeySchema, {
        minItems: 1,
        description:
          'API keys of this source. Without any, whoever reaches the port may post; it is open to this machine only.',
      }),
    ),
    signatures: Type.Optional(
      Type.Array(SecretRefSchema, {
        minItems: 1,
        description: 'Secrets with which senders sign (HMAC-SHA-256); several while one is being changed.',
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
