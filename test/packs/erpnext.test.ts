import { beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { CommandPlant } from '../mapping/command-plant.ts';

// A pack is YAML, tables and files as the other system writes them: nothing of it is code, and nothing here maps anything.
const folder = resolve(import.meta.dirname, '../../examples/packs/erpnext');

function filesOfPack(): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  const nameOf = (path: string): string => relative(folder, path).replaceAll('\\', '/');
  return Object.fromEntries(paths.map((path) => [nameOf(path), readFileSync(path, 'utf8')]));
}

let plant: CommandPlant;
const trace = async (...args: readonly string[]): Promise<string> => (await plant.run('trace', ...args)).out;

beforeAll(async () => {
  plant = new CommandPlant(filesOfPack());
  expect((await plant.run('ingest')).code).toBe(0);
}, 120_000);

test('a pack is written in YAML only', () => {
  const kinds = new Set(Object.keys(filesOfPack()).map((name) => name.split('.').at(-1)));
  expect([...kinds].sort()).toEqual(['csv', 'md', 'ndjson', 'yaml']);
});

test('I16: every rule of the pack has an example, and all of them hold', async () => {
  const tested = await plant.run('map', 'test');
  expect([tested.code, tested.errors]).toEqual([0, '']);
});

test("from a supplier's lot to the customers, over our batch and what was made of it", async () => {
  const found = await trace('forward', 'CC/88-41');
  for (const name of ['OIL-COCO C26-0914', 'SOAP-BAR-100 B26-0915', 'SOAP-SCRAP B26-0915-S', 'SET-GIFT SG-0003'])
    expect(found).toContain(name);
  expect(found).toMatch(/B26-0915 .*→ Apotek Moss/);
  expect(found).toMatch(/SG-0002 .*→ Bakerigaarden/);
  expect(found).toContain('of a ledger in mode single');
});

test('a document that was cancelled and amended counts as amended, and as it was before for whoever asks as known then', async () => {
  expect(await trace('forward', 'CC/88-41')).not.toContain('B26-0922');
  expect(await trace('forward', 'CC/88-57')).toMatch(/B26-0922 .*→ Bakerigaarden/);
  expect(await trace('back', 'B26-0922')).toContain('OIL-COCO CC/88-57');
  // The ledger keeps each telling: three of them, and between the first and the second the wrong oil was what was known.
  const known: boolean[] = [];
  for (let position = 27; position <= 29; position++)
    known.push(/B26-0922 .*→ /.test(await trace('forward', 'CC/88-41', '--position', String(position))));
  expect(known.filter(Boolean)).toHaveLength(1);
});

test('what nobody has explained waits, each for its reason, and says whose answers are not whole because of it', async () => {
  const { quarantine } = await plant.json('quarantine');
  expect(quarantine.rows).toMatchObject([
    { code: 'UNIT_UNKNOWN', path: 'stock_uom', value: 'Can', records: 1 },
    { code: 'MATCH_NONE', records: 1 },
  ]);
  expect(await trace('forward', 'CC/88-41')).toContain('QUARANTINED stock, SOAP-BAR-100 B26-0915');
  const { errors } = await plant.run('trace', 'forward', '551377');
  expect(errors).toMatch(/UNKNOWN_OBJECT.*quarantine/);
});

test('one line in units.yaml frees what waited for it', async () => {
  const units = filesOfPack()['units.yaml']!;
  plant.write('units.yaml', units.replace("aliases: { Nos: '{piece}'", "aliases: { Can: '{can}', Nos: '{piece}'"));
  expect((await plant.run('ingest')).code).toBe(0);
  expect((await plant.json('quarantine')).quarantine.rows).toMatchObject([{ code: 'MATCH_NONE' }]);
  expect(await trace('forward', '551377')).toContain('LYE-50 L26-0302');
});
