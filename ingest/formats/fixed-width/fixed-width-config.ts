import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { encodings } from '../encoding.ts';
import { limits } from '../limits.ts';

const trim = Type.Optional(
  Type.Union([Type.Literal('right'), Type.Literal('left'), Type.Literal('both'), Type.Literal('none')], {
    default: 'right',
    description: 'On which side of a field spaces are padding and no part of its value.',
  }),
);

const ColumnSchema = Type.Object(
  {
    name: Type.Optional(
      Type.String({ minLength: 1, description: 'Name of the field. Without one the column is left out.' }),
    ),
    from: Type.Optional(
      Type.Integer({ minimum: 1, description: 'First character, from 1. Default: after the column before.' }),
    ),
    to: Type.Optional(Type.Integer({ minimum: 1, description: 'Last character.' })),
    width: Type.Optional(Type.Integer({ minimum: 1, description: 'Number of characters, instead of `to`.' })),
    trim,
  },
  { additionalProperties: false },
);

const columns = Type.Array(ColumnSchema, {
  minItems: 1,
  maxItems: 2000,
  description: 'Columns, counted in characters.',
});
const length = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 100_000,
    description: 'Characters of a record. Default: to the end of its last column.',
  }),
);

const RecordTypeSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'Stands in the record as `@type`.' }),
    starts: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'With what its records begin; the longest that fits counts. Without: all others.',
      }),
    ),
    columns,
    length,
  },
  { additionalProperties: false },
);

export const FixedWidthConfigSchema = Type.Object(
  {
    format: Type.Literal('fixed-width'),
    encoding: Type.Union(
      encodings.map((encoding) => Type.Literal(encoding)),
      { description: 'The encoding the source writes. Never guessed.' },
    ),
    layout: Type.Optional(
      Type.Union([Type.Literal('lines'), Type.Literal('joined')], {
        default: 'lines',
        description: '`lines`: a record a line. `joined`: records of `length` characters, no line ends between them.',
      }),
    ),
    columns: Type.Optional(columns),
    records: Type.Optional(
      Type.Array(RecordTypeSchema, {
        minItems: 1,
        maxItems: 200,
        description: 'Kinds of records, instead of `columns`.',
      }),
    ),
    length,
    short: Type.Optional(
      Type.Union([Type.Literal('refuse'), Type.Literal('pad')], {
        default: 'refuse',
        description:
          '`pad`: the source drops spaces at the end of a line. `refuse`: a line that is too short was cut off, or belongs to another layout.',
      }),
    ),
    trim,
    empty: Type.Optional(
      Type.Union([Type.Literal('absent'), Type.Literal('text')], {
        default: 'text',
        description: '`absent`: an empty field is as if it were not there. `text`: it is a text of length 0.',
      }),
    ),
    skip: Type.Optional(
      Type.Integer({ minimum: 0, default: 0, description: 'Lines to leave out at the start of the file.' }),
    ),
    comment: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1, description: 'Lines that begin with this character are no records.' }),
    ),
    trailer: Type.Optional(
      Type.Object(
        {
          when: Type.String({ description: 'CEL condition by which a record is the trailer.' }),
          count: Type.String({ description: 'Field of the trailer that states a number of records.' }),
          of: Type.String({ description: 'Name of the match rule whose records it counts.' }),
        },
        { additionalProperties: false, description: 'Checked by the mapping: a file whose trailer disagrees is held.' },
      ),
    ),
    maxRecords: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: limits.records })),
  },
  { additionalProperties: false },
);

export type FixedWidthConfig = Static<typeof FixedWidthConfigSchema>;
export type ColumnConfig = Static<typeof ColumnSchema>;
