import { writeFileSync } from 'node:fs';
import { createSchema, printedSchema } from './schema.ts';

// npm run docs: writes the schema that clients compare with.
writeFileSync(new URL('./schema.graphql', import.meta.url), printedSchema(createSchema()));
