import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { limits } from '../limits.ts';

export const JsonConfigSchema = Type.Object(
  {
    format: Type.Literal('json'),
    records: Type.Optional(
      Type.String({
        default: '$',
        description:
          'Where the records are: `$` the whole document, `$[*]` the elements of the document, `$.results[*]` the elements of a member.',
      }),
    ),
    maxRecords: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: limits.records })),
  },
  { additionalProperties: false },
);

export type JsonConfig = Static<typeof JsonConfigSchema>;
