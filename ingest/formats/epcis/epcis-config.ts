import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { limits } from '../limits.ts';

export const EpcisConfigSchema = Type.Object(
  {
    format: Type.Literal('epcis'),
    maxRecords: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: limits.records })),
  },
  { additionalProperties: false },
);

export type EpcisConfig = Static<typeof EpcisConfigSchema>;
