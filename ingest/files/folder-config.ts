import { Type } from '@sinclair/typebox';
import type { Static, TString } from '@sinclair/typebox';

const closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });

/** When a file is whole. Exactly one rule. */
const ReadySchema = Type.Union(
  [
    closed(
      { 'stable scans': Type.Integer({ minimum: 1, maximum: 100 }) },
      'Size and time did not change for so many scans. Some shares reserve the size early; prefer another rule there.',
    ),
    closed({ trailer: Type.String({ minLength: 1 }) }, 'The last line that is not blank begins with this text.'),
    closed({ 'done file': Type.String({ minLength: 1 }) }, 'A file of the same name with this ending lies beside it.'),
    closed({ manifest: Type.String({ minLength: 1 }) }, 'A file that fits this pattern lists it, a name a line.'),
    closed({ rename: Type.Literal(true) }, 'The source writes elsewhere and renames: what is there is whole.'),
  ],
  { description: 'When a file is whole.' },
);

/** Settings of every connector that takes files out of a folder. */
export const folderSettings = {
  pattern: Type.String({
    minLength: 1,
    default: '*',
    description: 'Which files: * within a name, ** over folders, ? one character.',
  }),
  ready: Type.Unsafe<Static<typeof ReadySchema>>({ ...ReadySchema, default: { 'stable scans': 2 } }),
  archive: Type.Optional(
    Type.Union([Type.String({ minLength: 1, pattern: '^[^/.][^/]*$' }), Type.Literal(false)], {
      default: 'archive',
      description: 'Folder within the watched one where files are moved once they are kept; false leaves them.',
    }),
  ),
  every: Type.Optional(Type.Integer({ minimum: 50, default: 1000, description: 'Milliseconds between scans.' })),
  rewrites: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'The source writes its file anew each time: a shorter one is no loss.',
    }),
  ),
  rolling: Type.Optional(
    Type.Boolean({
      default: false,
      description:
        'The file holds the newest rows and drops its oldest; only new rows are taken, and rows that cannot have been seen are a gap. Needs archive: false.',
    }),
  ),
  maxBytes: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 4_294_967_296,
      default: 1_073_741_824,
      description: 'Larger files are refused (FILE_TOO_LARGE).',
    }),
  ),
  decode: Type.Unsafe<{ readonly format: string; readonly [setting: string]: unknown }>({
    type: 'object',
    required: ['format'],
    properties: { format: { type: 'string' } },
    description: 'Where records begin and end; taken from the plan of the source.',
  }),
};

/** A rolling file that is moved away would not roll on. */
export const rollingStays = {
  if: { required: ['rolling'], properties: { rolling: { const: true } } },
  then: { required: ['archive'], properties: { archive: { const: false }, rewrites: { const: false } } },
};

/** What the core needs to know, wherever the folder is. */
export type FolderConfig = Static<ReturnType<typeof Type.Object<{ folder: TString } & typeof folderSettings>>>;
export type Ready = Static<typeof ReadySchema>;

/** Unless configured; the ledger keeps a file in memory while its rows land. */
export const largestFile = 1_073_741_824;
