import { SourcesSchema } from '../../ingest/sources.ts';
import { ConfigSchema } from './config-schema.ts';

/** Everything that may stand in `whence.yaml`, as JSON Schema. */
export function publishedSchema(): object {
  const { properties, ...rest } = ConfigSchema;
  const file = (description: string): object => ({ type: 'string', description });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'whence.yaml',
    ...rest,
    // Whatever is not set has a default.
    required: [],
    properties: {
      ...properties,
      sources: SourcesSchema,
      schemes: file('File of the identifier rules that plans use.'),
      units: file('File of unit names and factors that plans use.'),
      tables: file('Folder of the lookup tables (CSV) that plans use.'),
    },
  };
}
