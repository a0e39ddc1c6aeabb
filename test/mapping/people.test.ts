import { beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { CommandPlant } from './command-plant.ts';

// People are pseudonyms from the first record on: their names are in what the source sent, and nowhere else.

const columns = 'WORKER;NR;SN;RESULT';

const files: Readonly<Record<string, string>> = {
  'whence.yaml': `data: data
schemes: schemes.yaml
sources:
  stand: { connector: files, config: { folder: stand, pattern: '*.csv', ready: { stable scans: 1 } }, plan: stand.yaml }
`,
  'schemes.yaml': `whence: schemes/1
id: plant
version: 1
rules: { serial: { kind: unit, scheme: local, issuer: plant } }
`,
  'stand.yaml': `whence: mapping/1
id: stand
uses: { schemes: plant@1 }
decode: { format: csv, encoding: utf-8, delimiter: ';', header: 1, empty: absent }
match: [{ name: test, when: has(r.NR) }]
key: NR
time: { at: "'2026-10-14T08:00:00Z' | datetime('iso')" }
events:
  - rule: test
    type: inspect
    context: actual
    time: at
    subject: "SN | id('serial')"
    actors: ["WORKER | match('[A-Za-z0-9 ]+') | person('mes')"]
    result: RESULT
examples:
  - name: a worker is a pseudonym
    given: |
      ${columns}
      Ann Lee;1;S1;pass
    events: [{ actors: [{ kind: person, issuer: mes, value: LoDUoG8oAMqQFthvaYzmFu }] }]
`,
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`stand/0${n}.csv`, `${columns}\n47${n};${n};S${n};pass\n`])),
  // Two spellings of one person, a line that no match fits, and one whose name cannot be read.
  'stand/06.csv': `${columns}
Zoe Canary;10;SERIAL-10;pass
 ZOE  CANARY ;11;SERIAL-11;pass
Zoe Canary;;SERIAL-12;pass
Zoe Canary!;13;SERIAL-13;pass
Zoe Canary;14;SERIAL-14;splendid
`,
  'stand/07.csv': 'OPERATOR;NR;SN;RESULT\nZoe Canary;20;SERIAL-20;pass\n',
};

let plant: CommandPlant;
let key: string;
beforeAll(async () => {
  plant = new CommandPlant(files);
  key = join(plant.folder, 'data/person.key');
  const { code, out, errors } = await plant.run('ingest');
  expect([code, out.includes('anary'), errors.includes('anary')]).toEqual([0, false, false]);
}, 120_000);

const madeOfLedger = (): string =>
  readdirSync(join(plant.folder, 'data'), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('ledger'))
    .map(({ name }) => readFileSync(join(plant.folder, 'data', name), 'latin1'))
    .join('\n');

const pseudonyms = (): ReadonlySet<string> => new Set(madeOfLedger().match(/person:local:mes:::[\w-]{22}/g));

test('a name is in no key, attribute, outcome or sample, however its record fares', async () => {
  const { out } = await plant.run('quarantine', '--json');
  for (const code of ['MATCH_NONE', 'MAP_PATTERN', 'COLUMN_MISSING']) expect(out).toContain(code);
  expect(out).not.toMatch(/canary/i);
  const made = madeOfLedger();
  for (const known of ['SERIAL-10', 'SERIAL-13', 'MAP_PATTERN']) expect(made).toContain(known);
  expect(made).not.toMatch(/canary/i);
  expect((await plant.run('trace', 'back', 'SERIAL-10', '--json')).out).not.toMatch(/canary/i);
  // Five workers by number, and one by name.
  expect(pseudonyms().size).toBe(6);
});

test('the key is 32 bytes for its owner alone, and the graph made anew under it is the same', async () => {
  expect(statSync(key).size).toBe(32);
  if (process.platform !== 'win32') expect(statSync(key).mode & 0o777).toBe(0o600);
  expect((await plant.run('rebuild', '--check-only')).code).toBe(0);
  expect(readdirSync(join(plant.folder, 'data')).filter((name) => name.startsWith('person'))).toEqual(['person.key']);
});

test('examples give the same everywhere, and a file that is tried the pseudonyms of the folder', async () => {
  expect(await plant.run('map', 'test')).toMatchObject({ code: 0, errors: '' });
  plant.write('tried.csv', files['stand/01.csv']!);
  const tried = (await plant.run('map', 'try', 'stand', 'tried.csv', '--json')).out;
  const [, value] = /"kind":\s*"person"[^}]*"value":\s*"([\w-]{22})"/.exec(tried)!;
  expect([...pseudonyms()]).toContain(`person:local:mes:::${value}`);
});

test('a plan that says more about people is foreseen under the key of the folder', async () => {
  plant.write(
    'stand.yaml',
    files['stand.yaml']!.replace('result: RESULT', 'result: RESULT\n    ext: { how: { const: eye } }'),
  );
  const { out, errors } = await plant.run('map', 'diff', 'stand', '--json');
  expect(errors).toBe('');
  plant.write('stand.yaml', files['stand.yaml']!);
  const { changed } = JSON.parse(out) as { readonly changed: readonly { readonly says: readonly string[] }[] };
  expect(changed.length).toBeGreaterThan(0);
  for (const { says } of changed) expect(says.join()).not.toContain('actors');
});

test('without its key nothing is read, and no other key is made; with it all goes on', async () => {
  renameSync(key, `${key}.away`);
  for (const command of ['ingest', 'rebuild']) {
    const { code, errors } = await plant.run(command);
    expect([code === 0, errors]).toEqual([false, expect.stringContaining('PERSON_KEY_MISSING')]);
  }
  expect(existsSync(key)).toBe(false);
  writeFileSync(key, 'short');
  expect((await plant.run('ingest')).errors).toContain('PERSON_KEY_BROKEN');
  rmSync(key);
  renameSync(`${key}.away`, key);
  expect((await plant.run('ingest')).code).toBe(0);
});

test('under another key the graph names nobody as before', async () => {
  const before = pseudonyms();
  writeFileSync(key, Buffer.alloc(32, 7));
  await plant.run('rebuild');
  const after = pseudonyms();
  expect([after.size, [...after].filter((one) => before.has(one))]).toEqual([6, []]);
});
