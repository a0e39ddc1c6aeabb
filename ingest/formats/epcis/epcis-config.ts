import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { encodings } from '../encoding.ts';
import { limits } from '../limits.ts';

export const EpcisConfigSchema = Type.Object(
  {
    format: Type.Literal('epcis'),
    syntax: Type.Optional(
      Type.Union([Type.Literal('json'), Type.Literal('xml')], {
        default: 'json',
        description: '`json`: EPCIS 2.0 JSON-LD. `xml`: EPCIS 1.2 or 2.0 XML. Over HTTP the content type says it.',
      }),
    ),
    encoding: Type.Optional(
      Type.Union(
        encodings.map((encoding) => Type.Literal(encoding)),
        { description: 'XML: goes before what the document says. Default: its XML declaration, else UTF-8.' },
      ),
    ),
    order: Type.Optional(
      Type.Union([Type.Literal('time-first'), Type.Literal('schema')], {
        default: 'time-first',
        description:
          'XML: `time-first` reads the fields of an event in any order that has eventTime before action (2.0; 1.2 in any order). `schema` refuses every order but that of the schema.',
      }),
    ),
    maxRecords: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: limits.records })),
  },
  { additionalProperties: false },
);

export type EpcisConfig = Static<typeof EpcisConfigSchema>;

export type EpcisSyntax = NonNullable<EpcisConfig['syntax']>;

/** The syntax that a content type declares; undefined where it says nothing of the kind. */
export function syntaxOfContentType(contentType: string): EpcisSyntax | undefined {
  const [type = ''] = contentType.toLowerCase().split(';', 1);
  if (/^(application|text)\/([a-z0-9.-]+\+)?xml\s*$/.test(type)) return 'xml';
  return /^application\/([a-z0-9.-]+\+)?json\s*$/.test(type) ? 'json' : undefined;
}
