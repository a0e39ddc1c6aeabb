import { SourcesSchema } from '../../ingest/sources.ts';
import { ConfigSchema } from './config-schema.ts';

/** Whatever is not set has a default. */
function withoutRequired(schema: object): object {
  const { required: _, properties, ...rest } = schema as Shape;
  if (properties === undefined) return rest;
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, withoutRequired(of)])),
  };
}

interface Shape {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, object>>;
}

/** Everything that may stand in `whence.yaml`, as JSON Schema. */
export function publishedSchema(): object {
  const { properties, ...rest } = withoutRequired(ConfigSchema) as typeof ConfigSchema;
  const file = (description: string): object => ({ type: 'string', description });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'whence.yaml',
    ...rest,
    properties: {
      ...properties,
      sources: SourcesSchema,
      schemes: file('File of the identifier rules that plans use.'),
      units: file('File of unit names and factors that plans use.'),
      tables: file('Folder of the lookup tables (CSV) that plans use.'),
    },
  };
}
