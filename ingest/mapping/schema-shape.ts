/** As much of JSON Schema as the event schemas use. */
export interface FieldSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly items?: FieldSchema;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
}

/** What a field of an event is, which decides how a plan may write it. */
export type Shape =
  | 'list'
  | 'ref'
  | 'quantity'
  | 'time'
  | 'use'
  | 'object'
  | 'open'
  | 'enum'
  | 'instant'
  | 'integer'
  | 'boolean'
  | 'text';

export function shapeOf(schema: FieldSchema): Shape {
  const { type, properties } = schema;
  if (type === 'array') return 'list';
  if (type === 'object') return properties ? objectShape(properties) : 'open';
  if (type === 'integer' || type === 'boolean') return type;
  if (schema.enum) return 'enum';
  return schema.pattern?.includes('T[0-9]') ? 'instant' : 'text';
}

function objectShape(properties: Readonly<Record<string, FieldSchema>>): Shape {
  const has = (...names: readonly string[]) => names.every((name) => Object.hasOwn(properties, name));
  if (has('kind', 'scheme', 'issuer', 'value')) return 'ref';
  if (has('value', 'unit', 'raw')) return 'quantity';
  if (has('from', 'precision', 'basis')) return 'time';
  if (has('thing', 'material', 'quantity')) return 'use';
  return 'object';
}

/** Filled by the runner; a plan never writes these. */
const filled: ReadonlySet<string> = new Set([
  'verb',
  'key',
  'recordKey',
  'revision',
  'contentHash',
  'source',
  'mapping',
]);

/** Only of the event itself: the target of a correction has a record key that the plan does write. */
const isFilled = ({ properties }: FieldSchema, name: string): boolean =>
  filled.has(name) && properties !== undefined && Object.hasOwn(properties, 'verb');

export const fieldsOf = (schema: FieldSchema): readonly string[] =>
  Object.keys(schema.properties ?? {}).filter((name) => !isFilled(schema, name));

export const requiredOf = (schema: FieldSchema): readonly string[] =>
  (schema.required ?? []).filter((name) => !isFilled(schema, name));

/** Shorter words that a plan may use for a field. */
const aliases: Readonly<Record<string, string>> = { object: 'thing', subject: 'subjects', result: 'verdict' };

/** The shorter words for a field. */
export const aliasesOf = (name: string): readonly string[] =>
  Object.keys(aliases).filter((alias) => aliases[alias] === name);

export function fieldNamed(schema: FieldSchema, name: string): string | undefined {
  const properties = schema.properties ?? {};
  if (Object.hasOwn(properties, name) && !isFilled(schema, name)) return name;
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  return alias !== undefined && Object.hasOwn(properties, alias) ? alias : undefined;
}
