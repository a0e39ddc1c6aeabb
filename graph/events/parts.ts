import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { contextKinds, thingKinds } from '../model/object-ref.ts';

// What several verbs share. Each schema is at once the TypeScript type, the validation and the documentation.

/** An object that refuses fields it does not know: a misspelt field is an error, never silently lost. */
export const closed = <P extends Record<string, TSchema>>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });

const text = (description: string) => Type.String({ minLength: 1, maxLength: 65_536, description });

const literals = <T extends readonly string[]>(values: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], description });

const refOf = <T extends readonly string[]>(kinds: T, description: string) =>
  closed(
    {
      kind: literals(kinds, 'What the object is.'),
      scheme: literals(
        ['gs1', 'local', 'supplier', 'uuid', 'uri', 'udi', 'vin'] as const,
        'Which numbering it belongs to.',
      ),
      issuer: Type.String({ maxLength: 256, description: 'Who scopes the number; empty for global schemes.' }),
      value: text('The number, normalised by its scheme.'),
      material: Type.Optional(text('Material number within the issuer, for lots and units numbered by material.')),
      site: Type.Optional(text('Site, where the issuer numbers by site.')),
    },
    description,
  );

export const Thing = refOf(thingKinds, 'A lot, sub-lot, unit, logistic unit, sample or vessel.');
export const ContextObject = refOf(contextKinds, 'Something a thing is joined to and a trace never passes through.');
export const AnyObject = refOf([...thingKinds, ...contextKinds] as const, 'Any object.');

export const decimal = (description: string) =>
  Type.String({ pattern: '^-?[0-9]+(\\.[0-9]+)?$', maxLength: 400, description: `${description} Exact decimal text.` });

export const Quantity = closed(
  {
    value: decimal('Amount.'),
    unit: text('UCUM code.'),
    raw: Type.Optional(
      closed(
        { value: Type.String(), unit: Type.String(), system: Type.Optional(Type.String()) },
        'As the source wrote it.',
      ),
    ),
    basis: Type.Optional(
      literals(['measured', 'counted', 'nominal', 'backflushed', 'estimated'] as const, 'How the amount came about.'),
    ),
  },
  'An exact amount with its unit. Unknown is absent, never zero.',
);

export const instant = (description: string) =>
  Type.String({
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z$',
    description: `${description} UTC, with the source's digits.`,
  });

export const Time = closed(
  {
    from: instant('Beginning, or the moment.'),
    to: Type.Optional(instant('End, where it lasted.')),
    zone: Type.Optional(text("The source's offset or IANA zone.")),
    precision: literals(['ns', 'us', 'ms', 's', 'min', 'h', 'day'] as const, 'How exactly the source states it.'),
    basis: literals(['event', 'posting', 'inferred'] as const, 'When it happened, when it was booked, or inferred.'),
  },
  'When, as the source states it.',
);

export const verdicts = ['pass', 'fail', 'warn', 'accepted under concession', 'not evaluated'] as const;
export const Verdict = literals(verdicts, 'Result of a test.');

export const Value = closed(
  {
    characteristic: text('What was measured or set.'),
    value: Type.String({ maxLength: 65_536, description: 'Decimal text, coded text or plain text, as `type` says.' }),
    type: literals(['decimal', 'boolean', 'code', 'text'] as const, 'How to read `value`.'),
    unit: Type.Optional(text('UCUM code of a decimal.')),
    low: Type.Optional(decimal('Lower limit.')),
    high: Type.Optional(decimal('Upper limit.')),
    limitRevision: Type.Optional(text('Revision of the limits.')),
    verdict: Type.Optional(Verdict),
    retest: Type.Optional(Type.Integer({ minimum: 0, description: '0 for the first test.' })),
    method: Type.Optional(text('Test method.')),
    instrument: Type.Optional(ContextObject),
  },
  'One measured, set or judged value.',
);

const choice = {
  choice: Type.Optional(text('Members of one choice share this label: which of them was used is not known.')),
  choiceKind: Type.Optional(
    literals(['exactly one', 'at least one'] as const, 'How many members of the choice are true.'),
  ),
};

/**
 * A thing taking part in an event, with how much of it. With a material and no thing the record names no lot or serial
 * (class only): it is shown as a gap and never invented.
 */
export const Use = closed(
  {
    thing: Type.Optional(Thing),
    material: Type.Optional(ContextObject),
    quantity: Type.Optional(Quantity),
    use: Type.Optional(
      literals(
        ['consumed', 'process aid', 'product', 'by-product', 'co-product', 'returned remainder', 'scrap'] as const,
        'In which role; consumed or product where not said.',
      ),
    ),
    method: Type.Optional(text('How it is known: scan, message, backflush, manual, time window …')),
    certainty: Type.Optional(literals(['confirmed', 'inferred'] as const, 'Inferred from a window, or confirmed.')),
    ...choice,
    position: Type.Optional(
      Type.Array(text('Reference designator.'), { description: 'Where it sits in the assembly.' }),
    ),
    ext: Type.Optional(Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object' })),
  },
  'A thing (or only its material) taking part in an event.',
);

export const uses = (description: string) => Type.Array(Use, { minItems: 1, maxItems: 100_000, description });

/** Fields that every event may carry. `key`, `source` and `mapping` are set by the runner, never by a mapping. */
export const commonFields = {
  key: Type.String({ minLength: 43, maxLength: 43, description: 'Event key (model.md §4).' }),
  context: literals(['actual', 'planned', 'maintained'] as const, 'Planned is never walked.'),
  time: Type.Optional(Time),
  at: Type.Optional(ContextObject),
  site: Type.Optional(text('Site of the fact; unknown where absent.')),
  equipment: Type.Optional(Type.Array(ContextObject, { description: 'Equipment and assets it was executed on.' })),
  actors: Type.Optional(Type.Array(ContextObject, { description: 'People, as pseudonymous keys.' })),
  order: Type.Optional(ContextObject),
  process: Type.Optional(ContextObject),
  documents: Type.Optional(Type.Array(ContextObject, { description: 'Documents and business transactions.' })),
  values: Type.Optional(Type.Array(Value, { description: 'Process parameters of the operation.' })),
  ext: Type.Optional(
    Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      description: 'Namespaced extras, kept as they came.',
    }),
  ),
  recordKey: text("The source's own key of the record, with its namespace; `correct` targets it."),
  revision: Type.Optional(text('Revision of the record where the plan declares one; the higher one wins.')),
  contentHash: Type.Optional(
    text(
      "What the standard's own hash is over; two events of one key and one such hash say the same, however spelled.",
    ),
  ),
  source: closed({
    record: Type.Integer({ minimum: 1, description: 'Ledger position of the record.' }),
    pointer: Type.String({ description: 'Where in the record: rule and ordinal.' }),
    name: text('Name of the source.'),
    view: text('View that the statement belongs to.'),
  }),
  mapping: text('Plan and version that read it, `id@version`.'),
};

export type Thing = Static<typeof Thing>;
export type ContextObject = Static<typeof ContextObject>;
export type Quantity = Static<typeof Quantity>;
export type Time = Static<typeof Time>;
export type Value = Static<typeof Value>;
export type Use = Static<typeof Use>;
export type Verdict = (typeof verdicts)[number];

/** Builds a verb's schema: the common fields and its own. */
export const eventSchema = <V extends string, P extends Record<string, TSchema>>(
  verb: V,
  description: string,
  fields: P,
) => closed({ verb: Type.Literal(verb), ...commonFields, ...fields }, description);

export { literals, text };
