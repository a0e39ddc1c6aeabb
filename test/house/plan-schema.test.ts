import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { planSchemaPath, planSchemaText } from '../../tools/plan-schema.ts';

test('docs/mapping/plan.schema.json says what the language says (npm run docs)', async () => {
  expect(readFileSync(planSchemaPath, 'utf8')).toBe(await planSchemaText());
});
