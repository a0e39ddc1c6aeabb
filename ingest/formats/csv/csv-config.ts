import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { encodings } from '../encoding.ts';
import { limits } from '../limits.ts';

const oneCharacter = (description: string, fallback: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 1, default: fallback, description }));

export const CsvConfigSchema = Type.Object(
  {
    format: Type.Literal('csv'),
    encoding: Type.Union(
      encodings.map((encoding) => Type.Literal(encoding)),
      { description: 'The encoding the source writes. Never guessed.' },
    ),
    delimiter: oneCharacter('What separates the fields of a row.', ','),
    quote: Type.Optional(
      Type.Union([Type.Literal('none'), Type.String({ minLength: 1, maxLength: 1 })], {
        default: '"',
        description:
          'What stands around a field that holds delimiters or line ends; doubled inside it. `none`: never quoted.',
      }),
    ),
    layout: Type.Optional(
      Type.Union([Type.Literal('table'), Type.Literal('block')], {
        default: 'table',
        description:
          '`table`: each row is a record. `block`: the file is one record, a block of names and values and then a table.',
      }),
    ),
    header: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'Line with the column names, from 1. What stands above it is no record. Default 1 unless `columns` are given.',
      }),
    ),
    columns: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'Column names of a file that has no header row.',
      }),
    ),
    skip: Type.Optional(
      Type.Integer({ minimum: 0, default: 0, description: 'Lines to leave out at the start of the file.' }),
    ),
    comment: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1, description: 'Lines that begin with this character are no records.' }),
    ),
    empty: Type.Optional(
      Type.Union([Type.Literal('absent'), Type.Literal('text')], {
        default: 'text',
        description: '`absent`: an empty field is as if it were not there. `text`: it is a text of length 0.',
      }),
    ),
    tableStarts: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Layout `block`: first column name of the table. Default: the table follows the first blank line.',
      }),
    ),
    headSeparator: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1,
        description: 'Layout `block`: between name and value. Default: the delimiter.',
      }),
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

export type CsvConfig = Static<typeof CsvConfigSchema>;

export const delimiterOf = (config: CsvConfig): string => config.delimiter ?? ',';

/** The quote character, or undefined where the source never quotes. */
export const quoteOf = ({ quote = '"' }: CsvConfig): string | undefined => (quote === 'none' ? undefined : quote);
