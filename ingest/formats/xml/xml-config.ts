import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { encodings } from '../encoding.ts';
import { limits } from '../limits.ts';

export const XmlConfigSchema = Type.Object(
  {
    format: Type.Literal('xml'),
    encoding: Type.Optional(
      Type.Union(
        encodings.map((encoding) => Type.Literal(encoding)),
        { description: 'Goes before what the document says. Default: what its XML declaration says, else UTF-8.' },
      ),
    ),
    record: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Path of the elements that are records, from the root: `Shift/Order/Unit`, local names or `{namespace}name`. Default: the whole document.',
      }),
    ),
    namespaces: Type.Optional(
      Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$' }), Type.String({ minLength: 1 }), {
        description:
          'Prefix by which names of a namespace are written in records; names of all others are written without.',
      }),
    ),
    empty: Type.Optional(
      Type.Union([Type.Literal('absent'), Type.Literal('text')], {
        default: 'text',
        description: '`absent`: an empty element or attribute is as if it were not there.',
      }),
    ),
    maxRecords: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: limits.records })),
  },
  { additionalProperties: false },
);

export type XmlConfig = Static<typeof XmlConfigSchema>;
