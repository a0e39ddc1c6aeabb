import { eventSchemas } from '../../graph/events/canonical-event.ts';
import type { Verb } from '../../graph/events/canonical-event.ts';
import { formats } from '../formats/registry.ts';
import { mappingFunctions } from './functions.ts';
import { PlanSchema } from './plan.ts';
import { aliasesOf, fieldsOf, requiredOf, shapeOf } from './schema-shape.ts';
import type { FieldSchema } from './schema-shape.ts';

/**
 * The language of plans as one JSON Schema (2020-12), for completion and checks in an editor: what may stand where, field by
 * field of every verb, with the words that the schemas of formats, events and functions use for themselves.
 */
export function planLanguageSchema(): object {
  const { properties, ...rest } = PlanSchema;
  const parts = new Parts();
  const verbs = Object.keys(eventSchemas).map((verb) => verbSchema(verb, parts));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Whence mapping plan',
    ...rest,
    properties: {
      ...properties,
      decode: decodeSchema(),
      key: value(properties.key.description),
      revision: value(properties.revision.description),
      site: value(properties.site.description),
      view: value(properties.view.description),
      time: { type: 'object', additionalProperties: value('A named instant.') },
      events: { type: 'array', minItems: 1, items: { anyOf: verbs } },
    },
    $defs: { pipe: pipeSchema(), value: valueSchema(), each: eachSchema(), ...parts.defs },
  };
}

const described = (description: string | undefined): object => (description === undefined ? {} : { description });

const value = (description?: string): object => ({ $ref: '#/$defs/value', ...described(description) });

function decodeSchema(): object {
  const each = [...formats.values()].map((format) => format.configSchema as object);
  return { description: 'How bytes become records; never guessed.', anyOf: each };
}

function pipeSchema(): object {
  const functions = [...mappingFunctions.values()].map(({ usage, says }) => `${usage}: ${says}`);
  return {
    type: ['string', 'boolean', 'integer'],
    description: `path[, path…] | function(arguments) | … Functions:\n${functions.join('\n')}`,
    examples: [...mappingFunctions.values()].map(({ usage }) => `PATH | ${usage}`),
  };
}

const condition = {
  type: 'string',
  maxLength: 2048,
  description: 'A condition in CEL over r, meta, head, in items i.',
};

const closed = (properties: object, required: readonly string[] = [], description?: string): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
  ...described(description),
});

function valueSchema(): object {
  const inner = { $ref: '#/$defs/value' };
  return {
    anyOf: [
      { $ref: '#/$defs/pipe' },
      closed({ const: { type: ['string', 'boolean', 'integer'] } }, ['const'], 'This text, always.'),
      closed({ cel: condition }, ['cel'], 'What an expression in CEL gives.'),
      closed({ first: { type: 'array', minItems: 1, items: inner } }, ['first'], 'The first that is present.'),
      closed(
        { template: { type: 'string' } },
        ['template'],
        'A text with pipes in braces; absent when one of them is.',
      ),
      closed({ when: condition, then: inner, else: inner }, ['when', 'then'], 'One of two, by a condition.'),
    ],
  };
}

function eachSchema(): object {
  const names = { type: 'array', items: { type: 'string' }, minItems: 1 };
  const columns = closed(
    {
      columns: names,
      n: { type: 'string', pattern: '^\\d{1,4}\\.\\.\\d{1,4}$' },
      as: names,
      'until empty': { type: 'string' },
    },
    ['columns', 'n', 'as'],
    'Columns that come in numbered groups; {n} stands for the number.',
  );
  return { anyOf: [{ $ref: '#/$defs/value' }, columns] };
}

/** Parts that several fields share stand once: a schema of all verbs written out would be a thousand times as long. */
class Parts {
  readonly defs: Record<string, object> = {};
  readonly #names = new Map<FieldSchema, string>();
  readonly #byText = new Map<string, string>();

  ref(schema: FieldSchema, name: string, make: () => object): object {
    const known = this.#names.get(schema) ?? this.#byText.get(JSON.stringify(schema));
    const named = known ?? this.#free(name);
    this.#names.set(schema, named);
    this.#byText.set(JSON.stringify(schema), named);
    if (known === undefined) this.defs[named] = make();
    return { $ref: `#/$defs/${named}` };
  }

  #free(name: string): string {
    let free = name;
    for (let n = 2; free in this.defs || reserved.has(free); n++) free = `${name}${n}`;
    this.defs[free] = {};
    return free;
  }
}

const reserved: ReadonlySet<string> = new Set(['pipe', 'value', 'each']);

function verbSchema(verb: string, parts: Parts): object {
  const schema = eventSchemas[verb as Verb] as FieldSchema & { readonly description?: string };
  const names = { type: 'array', items: { type: 'string' } };
  const own = {
    rule: { type: 'string', description: 'Name of the rule; it never changes, since keys of events rest on it.' },
    reads: { ...names, description: 'Matches whose records it reads; without it, all.' },
    when: condition,
    'for each': { $ref: '#/$defs/each' },
    type: { const: verb },
  };
  const { properties, ...rest } = group(schema, parts);
  return {
    title: verb,
    ...described(schema.description),
    ...rest,
    properties: { ...own, ...properties },
    required: ['rule', 'type'],
  };
}

interface Group {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly additionalProperties: false;
  /** A required field may be written by its name, by a shorter one, and each as optional. */
  readonly allOf?: readonly object[];
}

function group(schema: FieldSchema, parts: Parts): Group {
  const properties: Record<string, object> = {};
  for (const name of fieldsOf(schema))
    for (const word of [name, ...aliasesOf(name)]) {
      const field = fieldSchema(schema.properties![name]!, name, parts);
      properties[word] = field;
      properties[`${word}?`] = { ...field, description: 'The same; absent is no issue.' };
    }
  const allOf = requiredOf(schema).map((name) => ({
    anyOf: [name, ...aliasesOf(name)].flatMap((word) => [{ required: [word] }, { required: [`${word}?`] }]),
  }));
  return { type: 'object', properties, additionalProperties: false, ...(allOf.length > 0 ? { allOf } : {}) };
}

type Described = FieldSchema & { readonly description?: string };

function fieldSchema(schema: Described, name: string, parts: Parts): object {
  const about = described(schema.description);
  const anyValue = { $ref: '#/$defs/value' };
  switch (shapeOf(schema)) {
    case 'list':
      return { ...about, ...parts.ref(schema, name, () => listSchema(schema.items ?? {}, name, parts)) };
    case 'object':
    case 'use':
    case 'quantity':
      return { ...about, ...parts.ref(schema, name, () => objectSchema(schema, parts)) };
    case 'time':
      return { ...about, anyOf: [anyValue, spanSchema] };
    case 'open':
      return about;
    case 'enum':
      return { ...about, anyOf: [{ enum: schema.enum }, anyValue] };
    default:
      return { ...about, ...anyValue };
  }
}

const spanSchema = closed(
  {
    from: { type: 'string' },
    'from?': { type: 'string' },
    to: { type: 'string' },
    'to?': { type: 'string' },
    basis: { enum: ['event', 'posting', 'inferred'] },
  },
  [],
  'Named instants, or pipes.',
);

const conversion = {
  in: { type: 'string', description: 'Unit that it is converted to; what the source wrote is kept beside it.' },
  of: { $ref: '#/$defs/value', description: 'Material whose factors may lie between the two units.' },
};

function objectSchema(schema: FieldSchema, parts: Parts): object {
  const plain = group(schema, parts);
  const whole =
    shapeOf(schema) === 'quantity' ? { ...plain, properties: { ...plain.properties, ...conversion } } : plain;
  const branch = { anyOf: [whole, { $ref: '#/$defs/value' }] };
  const branches = closed({ when: condition, then: branch, else: branch }, ['when', 'then'], 'One of two.');
  return { anyOf: [{ $ref: '#/$defs/value' }, branches, whole] };
}

function listSchema(items: FieldSchema, name: string, parts: Parts): object {
  const item = fieldSchema(items, `${name}Item`, parts);
  const each = closed({ 'for each': { $ref: '#/$defs/each' }, when: condition, item }, ['for each', 'item']);
  return { anyOf: [item, each, { type: 'array', items: { anyOf: [item, each] } }] };
}
