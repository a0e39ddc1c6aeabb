import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ruleTests } from '../../tools/rule-tests.ts';
import { ruleChapters, rulesPage, rulesPagePath } from '../../tools/rules-page.ts';

const rules = new Map(ruleChapters.flatMap(({ rules }) => Object.entries(rules)));
const tests = ruleTests();
const tested = new Set(tests.flatMap((each) => each.rules));

test('S24: each rule has a test that bears its number, but for what a later version brings', () => {
  expect([...rules].filter(([id, { later }]) => later !== true && !tested.has(id)).map(([id]) => id)).toEqual([]);
});

test('S24: what a test bears is a rule of the list, and not one of later', () => {
  const borne = tests.flatMap(({ path, title, rules: ids }) => ids.map((id) => ({ id, path, title })));
  expect(borne.filter(({ id }) => rules.get(id) === undefined || rules.get(id)?.later === true)).toEqual([]);
});

test('docs/rules.md says what list and tests say (npm run docs)', async () => {
  expect(readFileSync(rulesPagePath, 'utf8')).toBe(await rulesPage());
});
