import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { planLanguageSchema } from './published-schema.ts';
import { workedExample } from './test-plans.ts';

const validate = new Ajv2020({ strict: false, allErrors: false }).compile(planLanguageSchema());
const plans = new URL('../../examples/plant/plans/', import.meta.url);

test('the published schema takes every plan of the example plant, and the worked example', () => {
  const texts = readdirSync(plans).map((name) => readFileSync(new URL(name, plans), 'utf8'));
  for (const text of [workedExample, ...texts]) {
    validate(parse(text));
    expect(validate.errors).toBeNull();
  }
});

test.each([
  ['an unknown part', 'whence: mapping/1', 'whence: mapping/1\nkee: x'],
  ['a misspelt field of an event', 'assembly:', 'asembly:'],
  ['a field that the verb lacks', 'result:', 'colour:'],
  ['a missing required field', 'subject:', 'site:'],
  ['a verb that is none', 'type: inspect', 'type: inspekt'],
  ['a format without its settings', 'format: csv', 'format: cvs'],
  ['a misspelt field within an item', 'material:', 'materiel:'],
  ['a form that is none', '{ const: backflushed }', '{ constant: backflushed }'],
])('it refuses %s', (_what, from, to) => {
  expect(workedExample).toContain(from);
  expect(validate(parse(workedExample.replace(from, to)))).toBe(false);
});
