import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { eventsPage, eventsPagePath } from '../../tools/events-page.ts';

test('docs/events.md says what the schemas say (npm run docs)', async () => {
  expect(readFileSync(eventsPagePath, 'utf8')).toBe(await eventsPage());
});
