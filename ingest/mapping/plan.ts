import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { PlanValue } from './compile-value.ts';

// The language of ingest.md §5 as far as it can be said by a schema; fields of events are checked against the schema of
// their verb when the plan is compiled.

const closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });

const name = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });
const value = (description: string) => Type.Unsafe<PlanValue>({ description });
const condition = (description: string) =>
  Type.String({ minLength: 1, maxLength: 2048, description: `${description} CEL over r, meta, head.` });

const Match = closed({
  name: name('What events refer to in reads.'),
  when: Type.Optional(condition('Which records these are; without it, all that are left.')),
  ignore: Type.Optional(name('Says nothing of interest, and why.')),
});

const Example = closed({
  name: name('What the example shows.'),
  given: Type.String({
    description: 'A file as the source writes it, in UTF-8; it is written in the declared encoding first.',
  }),
  outcomes: Type.Optional(
    Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
      description: 'How many records were applied, ignored, quarantined.',
    }),
  ),
  findings: Type.Optional(Type.Array(Type.String(), { description: 'Codes of all findings.' })),
  codes: Type.Optional(Type.Array(Type.String(), { description: 'Codes of all quarantined records.' })),
  events: Type.Optional(
    Type.Array(value('An event; the fields it states must match.'), { description: 'All events, in order.' }),
  ),
});

export const PlanSchema = closed(
  {
    whence: Type.Literal('mapping/1'),
    id: name('Name of the plan.'),
    source: Type.Optional(name('The source it reads, as configured.')),
    facts: Type.Optional(Type.Array(name('Data type, for authority.'))),
    uses: Type.Optional(
      closed({
        schemes: Type.Optional(Type.Union([name('Identifier rules.'), Type.Array(name('Identifier rules.'))])),
        units: Type.Optional(name('Units of the plant.')),
        tables: Type.Optional(Type.Record(Type.String(), name('Table and its version.'))),
      }),
    ),
    decode: Type.Object({ format: name('Format of the records.') }, { additionalProperties: true }),
    match: Type.Array(Match, { minItems: 1 }),
    key: value('Key of the record in the terms of its source.'),
    namespace: Type.Optional(name('Where the key is unique, if wider than the source: a standard such as cfx.')),
    revision: Type.Optional(value('Revision of the record: of two with one key the higher one holds.')),
    resend: Type.Optional(
      Type.Literal('whole file', {
        description: 'The source sends everything again; of two records with one key the later one holds.',
      }),
    ),
    rekey: Type.Optional(
      Type.Literal(true, {
        description: 'Its records have other keys than those of the version before it, and that is meant.',
      }),
    ),
    sequence: Type.Optional(
      Type.Union(
        [
          Type.String({ minLength: 1 }),
          closed({
            number: value('A number that grows by one with each record.'),
            per: Type.Optional(value('What has a count of its own, such as a station.')),
          }),
        ],
        { description: 'A jump in these numbers is a gap of the source.' },
      ),
    ),
    site: Type.Optional(value('Site of every event that states none.')),
    view: Type.Optional(value('View that the statements belong to, where it is not that of the source.')),
    time: Type.Optional(Type.Record(Type.String(), value('A named instant.'))),
    events: Type.Array(Type.Record(Type.String(), value('A field of the event.')), { minItems: 1 }),
    expect: Type.Optional(
      closed({ 'unknown column': Type.Optional(Type.Union([Type.Literal('info'), Type.Literal('hold')])) }),
    ),
    examples: Type.Optional(Type.Array(Example)),
  },
  'A mapping plan: how the records of one source become events.',
);

export type Plan = Static<typeof PlanSchema>;
export type PlanExample = Static<typeof Example>;

/** Keys of an event rule that are no fields of the event. */
export const ruleKeys: ReadonlySet<string> = new Set(['rule', 'reads', 'when', 'type', 'for each']);
