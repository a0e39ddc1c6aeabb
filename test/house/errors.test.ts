import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errors } from '../../graph/errors.ts';
import { errorsPage, errorsPagePath } from '../../tools/errors-page.ts';

const root = resolve(import.meta.dirname, '../..');
const rooms = '{graph,ingest,trace,cases,exports,queries,src}';
const isSource = (path: string): boolean =>
  !path.endsWith('.test.ts') && path.replaceAll('\\', '/') !== 'graph/errors.ts';
const sources = globSync(`${rooms}/**/*.ts`, { cwd: root })
  .filter(isSource)
  .map((path) => readFileSync(resolve(root, path), 'utf8'));

const giving = /(?:new WhenceError|\bproblem|\brefused)\(\s*'([A-Z0-9_]+)'/g;
const given = new Set(sources.flatMap((source) => [...source.matchAll(giving)].map((match) => match[1]!)));

test('every error code that the sources give is listed', () => {
  expect([...given].filter((code) => !(code in errors))).toEqual([]);
});

test('every listed error code is given somewhere', () => {
  const isNamed = (code: string): boolean => sources.some((source) => source.includes(`'${code}'`));
  expect(Object.keys(errors).filter((code) => !isNamed(code))).toEqual([]);
});

test('the list of error codes is in alphabetical order', () => {
  expect(Object.keys(errors)).toEqual(Object.keys(errors).toSorted());
});

test('docs/errors.md says what the list says (npm run docs)', async () => {
  expect(readFileSync(errorsPagePath, 'utf8')).toBe(await errorsPage());
});
