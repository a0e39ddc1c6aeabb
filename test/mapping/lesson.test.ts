import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CommandPlant } from './command-plant.ts';

const page = readFileSync(new URL('../../docs/mapping/README.md', import.meta.url), 'utf8');

/** The files that the page shows: a line with the name alone, then the text. */
function filesOfPage(): Readonly<Record<string, string>> {
  const shown = page.matchAll(/^`([\w./]+)`\n\n```\w+\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...shown].map(([, name, text]) => [name!, text!]));
}

test('the lesson holds from its first file to its last command', async () => {
  const plant = new CommandPlant(filesOfPage());
  for (const args of [['check'], ['test']]) {
    const ran = await plant.run('map', ...args);
    expect([args, ran.code, ran.out, ran.errors]).toEqual([args, 0, expect.any(String), '']);
  }
  const tried = await plant.run('map', 'try', 'mes', 'inbox/1.csv');
  expect(tried.out).toContain('mes/A-1: assemble');
  expect(tried.out).toContain('quarantined LOOKUP_MISS at ERG');
  expect((await plant.run('ingest')).code).toBe(0);
  expect(await plant.lotsOf('A-1')).toEqual(['L77']);
  expect((await plant.json('quarantine')).quarantine.rows).toMatchObject([
    { code: 'LOOKUP_MISS', path: 'ERG', value: 'X' },
  ]);

  plant.write('tables/verdicts.csv', `${filesOfPage()['tables/verdicts.csv']!}X,fail\n`);
  expect(await plant.json('map', 'diff', 'mes')).toMatchObject({
    events: { same: 2, changed: 0, added: 2, retracted: 0 },
    freed: [{ code: 'LOOKUP_MISS', records: 1 }],
  });
  const { position } = await plant.json('map', 'approve', 'mes', '--reason', 'X is a failed test', '--yes');
  expect(await plant.lotsOf('A-2')).toEqual(['L77']);
  expect(await plant.lotsOf('A-2', position - 1)).toEqual([]);
}, 180_000);
