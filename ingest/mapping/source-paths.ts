import { isMapping, isPlanList, sourcesOf } from './compile-value.ts';
import type { PlanValue } from './compile-value.ts';
import { readPipe } from './pipe.ts';
import { fieldNamed } from './schema-shape.ts';
import type { FieldSchema } from './schema-shape.ts';

/** Where in the record a value comes from: the place that an issue names when there is nothing. */
export function sourcePaths(value: PlanValue, schema: FieldSchema = {}): string {
  if (typeof value === 'string') return pathsOfPipe(value);
  const paths = [...new Set(pathsWithin(value, schema))];
  return (paths.length > 0 ? paths.join(', ') : JSON.stringify(value)).slice(0, 200);
}

function pathsOfPipe(text: string): string {
  const pipe = readPipe(text);
  return pipe.ok ? sourcesOf(pipe.ok) : text;
}

function pathsWithin(value: PlanValue, schema: FieldSchema): readonly string[] {
  if (typeof value === 'string') return schema.enum?.includes(value) ? [] : pathsOfRecord(value);
  if (isPlanList(value)) return value.flatMap((item) => pathsWithin(item, schema.items ?? schema));
  if (!isMapping(value)) return [];
  // Where a list is empty, it is the list that is missing, not what its items would have held.
  if (value['for each'] !== undefined) return pathsWithin(value['for each'], {});
  return Object.entries(value).flatMap(([key, part]) => (saysNothing.has(key) ? [] : pathsOfField(key, part, schema)));
}

function pathsOfField(key: string, part: PlanValue, schema: FieldSchema): readonly string[] {
  const name = fieldNamed(schema.items ?? schema, key.replace(/\?$/, ''));
  const field = name === undefined ? undefined : (schema.items ?? schema).properties?.[name];
  // `then` and `else` hold what the field itself holds.
  return pathsWithin(part, field ?? schema);
}

/** Parts of forms that hold no path: conditions, constants, ranges, names of the author's. */
const saysNothing: ReadonlySet<string> = new Set([
  'when',
  'cel',
  'const',
  'basis',
  'n',
  'as',
  'until empty',
  'template',
]);

/** The paths of a pipe into the record; a text that stands in the plan is never missing. */
function pathsOfRecord(text: string): readonly string[] {
  const pipe = readPipe(text);
  if (!pipe.ok) return [text];
  return pipe.ok.sources.flatMap((source) => ('path' in source ? [source.path.text] : []));
}
