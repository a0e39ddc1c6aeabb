import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CommandPlant } from './command-plant.ts';

// What a person does when a plan was wrong: by command line alone, on files of the disk.

const plan = (column: string): string => `whence: mapping/1
id: asbuilt
uses: { schemes: plant@1 }
decode: { format: csv, encoding: utf-8, delimiter: ';', header: 1, empty: absent }
match:
  - { name: built, when: has(r.SN) }
key: SN
time:
  at: "AT | datetime('iso')"
events:
  - rule: build
    type: assemble
    context: actual
    time: at
    assembly: "SN | id('serial')"
    parts: { object: "${column} | id('lot')" }
examples:
  - name: built
    given: |
      SN;AT;CHARGE;LIEFERCHARGE
      A-1;2026-10-14T08:00:00Z;L1;S1
    outcomes: { applied: 1 }
`;

const files: Readonly<Record<string, string>> = {
  'whence.yaml': `data: data
schemes: schemes.yaml
sources:
  mes: { connector: files, config: { folder: inbox, pattern: '*.csv', ready: { stable scans: 1 } }, plan: plan.yaml }
`,
  'schemes.yaml': `whence: schemes/1
id: plant
version: 1
rules:
  serial: { kind: unit, scheme: local, issuer: plant }
  lot: { kind: lot, scheme: local, issuer: plant }
`,
  'plan.yaml': plan('LIEFERCHARGE'),
  'inbox/1.csv': 'SN;AT;CHARGE;LIEFERCHARGE\nA-1;2026-10-14T08:00:00Z;L1;S1\nA-2;2026-10-14T09:00:00Z;L1;L1\n',
};

test('a mended plan: diff, approval, and both readings by trace as known at their positions (I17, I18)', async () => {
  const plant = new CommandPlant(files);
  expect((await plant.run('ingest')).code).toBe(0);
  expect(await plant.lotsOf('A-1')).toEqual(['S1']);

  plant.write('plan.yaml', plan('CHARGE'));
  const diff = await plant.json('map', 'diff', 'mes');
  expect(diff).toMatchObject({ records: 2, events: { same: 1, changed: 1, added: 0, retracted: 0 } });
  expect(diff.changed[0]?.says).toEqual(['parts[0].thing.value: "S1" → "L1"']);

  const without = await plant.run('map', 'approve', 'mes');
  expect([without.code, without.errors]).toEqual([2, expect.stringContaining('REASON_REQUIRED')]);
  const shown = await plant.run('map', 'approve', 'mes', '--reason', 'wrong column');
  expect([shown.code, shown.errors]).toEqual([0, expect.stringContaining('Nothing was done')]);
  expect(await plant.lotsOf('A-1')).toEqual(['S1']);

  const { position } = await plant.json('map', 'approve', 'mes', '--reason', 'wrong column', '--yes');
  expect(await plant.lotsOf('A-1')).toEqual(['L1']);
  expect(await plant.lotsOf('A-1', position)).toEqual(['L1']);
  expect(await plant.lotsOf('A-1', position - 1)).toEqual(['S1']);

  // The files say what the ledger says: taken in once more, nothing changes.
  await plant.run('ingest');
  expect(await plant.json('map', 'diff', 'mes')).toMatchObject({
    old: diff.new,
    new: diff.new,
    events: { same: 2, changed: 0, added: 0, retracted: 0 },
  });
  expect((await plant.run('rebuild', '--check-only')).code).toBe(0);
}, 180_000);

test('S19: in a regulated ledger a plan takes effect by the approval of a second person alone', async () => {
  const plant = new CommandPlant(files);
  plant.write('whence.yaml', `mode: regulated\n${files['whence.yaml']!}`);
  await plant.run('ingest');
  expect((await plant.json('quarantine')).quarantine.rows[0]).toMatchObject({ code: 'PLAN_NONE', records: 2 });
  const early = await plant.run('map', 'approve', 'mes', '--reason', 'first', '--yes');
  expect([early.code, early.errors]).toEqual([6, expect.stringContaining('PLAN_NOT_PROPOSED')]);
  expect((await plant.run('map', 'propose', 'mes')).code).toBe(0);
  const own = await plant.run('map', 'approve', 'mes', '--reason', 'first', '--yes');
  expect([own.code, own.errors]).toEqual([6, expect.stringContaining('SELF_APPROVAL')]);
  // No way back by the configuration.
  plant.write('whence.yaml', files['whence.yaml']!);
  await plant.run('ingest');
  expect((await plant.json('quarantine')).quarantine.rows[0]).toMatchObject({ code: 'PLAN_NONE', records: 2 });
}, 180_000);

test('a plan that keys its records otherwise has to say so, and then doubles nothing', async () => {
  const plant = new CommandPlant(files);
  await plant.run('ingest');
  const rekeyed = plan('LIEFERCHARGE').replace('key: SN', 'key: "SN, AT | join(\'/\')"');
  plant.write('plan.yaml', rekeyed);
  for (const args of [
    ['ingest'],
    ['map', 'diff', 'mes'],
    ['map', 'approve', 'mes', '--reason', 'finer keys', '--yes'],
  ]) {
    const refused = await plant.run(...args);
    expect([args[1] ?? args[0], refused.code, refused.errors]).toEqual([
      args[1] ?? args[0],
      expect.any(Number),
      expect.stringContaining('PLAN_REKEY'),
    ]);
  }
  plant.write('plan.yaml', rekeyed.replace('key:', 'rekey: true\nkey:'));
  const last = ['--last', 'all', '--reason', 'finer keys', '--yes'];
  const diff = await plant.json('map', 'approve', 'mes', ...last);
  expect(diff).toMatchObject({ events: { same: 0, changed: 0, added: 2, retracted: 2 } });
  expect(await plant.lotsOf('A-1')).toEqual(['S1']);
}, 180_000);

test('the schema that the command prints is the published one', async () => {
  const published = readFileSync(new URL('../../docs/mapping/plan.schema.json', import.meta.url), 'utf8');
  expect(await new CommandPlant(files).json('map', 'schema')).toEqual(JSON.parse(published));
});
