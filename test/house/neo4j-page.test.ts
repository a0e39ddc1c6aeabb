import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { neo4jPage, neo4jPagePath } from '../../tools/neo4j-page.ts';

test('docs/operating/neo4j-graph.md says what the code makes (npm run docs)', async () => {
  expect(readFileSync(neo4jPagePath, 'utf8')).toBe(await neo4jPage());
});
