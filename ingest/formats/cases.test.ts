import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { join } from 'node:path';
import { formats } from './registry.ts';
import { casesIn, outcomeOf, readCase } from './test-cases.ts';

const ajv = new Ajv({ allErrors: true });

for (const format of formats.values()) {
  const cases = ['cases', 'broken'].flatMap((folder) =>
    casesIn(join(import.meta.dirname, format.id, folder)).map((name) => join(folder, name)),
  );
  test.each(cases)(`${format.id}: %s`, (name) => {
    const { input, config, expected } = readCase(join(import.meta.dirname, format.id, name));
    expect(ajv.validate(format.configSchema, config) || ajv.errors).toBe(true);
    const { issue, records, head } = outcomeOf(format, { input, config });
    expect(issue).toBe(expected.issue);
    expect(records).toEqual(expected.records);
    if (expected.head) expect(head).toEqual(expected.head);
  });
}
