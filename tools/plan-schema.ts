import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { planLanguageSchema } from '../ingest/mapping/published-schema.ts';

export const planSchemaPath = new URL('../docs/mapping/plan.schema.json', import.meta.url);

/** The JSON Schema of plans as it is published: what `whence map schema` prints. */
export async function planSchemaText(): Promise<string> {
  const config = await resolveConfig(planSchemaPath);
  return format(JSON.stringify(planLanguageSchema()), { ...config, parser: 'json' });
}

if (import.meta.main) writeFileSync(planSchemaPath, await planSchemaText());
