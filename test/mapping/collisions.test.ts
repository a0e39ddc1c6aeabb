import { beforeAll, expect, test } from '@jest/globals';
import { CommandPlant } from './command-plant.ts';

// What a change of schemes does to the numbers that are known already: seen before it is approved.

const schemes = (steps: string): string => `whence: schemes/1
id: plant
version: 1
rules:
  part: { kind: material, scheme: local, issuer: plant, steps: [${steps}] }
  lot: { kind: lot, scheme: local, issuer: plant, steps: [${steps}], needs: [material], material: part }
`;

const plan = (id: string, key: string, events: string, example: string): string => `whence: mapping/1
id: ${id}
uses: { schemes: plant@1 }
decode: { format: csv, encoding: utf-8, delimiter: ';', header: 1, empty: absent }
match: [{ name: row, when: has(r.PART) }]
key: ${key}
resend: whole file
time: { at: "'2026-10-14T08:00:00Z' | datetime('iso')" }
events:
${events}
examples:
  - name: one
    given: |
      ${example}
`;

const files: Readonly<Record<string, string>> = {
  'whence.yaml': `data: data
schemes: schemes.yaml
sources:
  parts: { connector: files, config: { folder: parts, pattern: '*.csv', ready: { stable scans: 1 } }, plan: parts.yaml }
  stock: { connector: files, config: { folder: stock, pattern: '*.csv', ready: { stable scans: 1 } }, plan: stock.yaml }
`,
  'schemes.yaml': schemes(''),
  'parts.yaml': plan(
    'parts',
    `"PART, PLANT | join('/')"`,
    `  - { rule: part, type: declare, context: actual, object: "PART | id('part')", attributes: { name: NAME } }`,
    'PART;PLANT;NAME\n      1;W1;seal',
  ),
  'stock.yaml': plan(
    'stock',
    'NR',
    `  - { rule: found, type: count, context: actual, time: at, things: { thing: "LOT | id('lot', material=PART)" } }`,
    'NR;PART;LOT\n      1;1;L1',
  ),
  // One part in two plants is one number; 100 and 0100 are two rows.
  'parts/1.csv': 'PART;PLANT;NAME\n100;W1;seal\n100;W2;seal\n0100;W1;old seal\n200;W1;rod\n',
  'stock/1.csv': 'NR;PART;LOT\n1;100;L77\n2;100;L 77\n3;0100;L77\n4;200;K-1\n',
};

let plant: CommandPlant;
beforeAll(async () => {
  plant = new CommandPlant(files);
  expect((await plant.run('ingest')).code).toBe(0);
}, 120_000);

test('I23: a scheme that takes two rows of master data for one thing is shown, and not approved', async () => {
  plant.write('schemes.yaml', schemes('{ zeros: strip }'));
  const shown = await plant.run('map', 'diff', 'parts');
  expect(shown.out).toMatch(/bars the approval \(1\):\n {2}0100, 100 → material:local:plant:::100/);
  expect(shown.out).toMatch(
    /several things and would be one \(1\):\n {2}0100, 100: material:\S+0100, material:\S+100 →/,
  );
  const refused = await plant.run('map', 'approve', 'parts', '--reason', 'zeros are spelling', '--yes');
  expect([refused.code, refused.errors]).toEqual([expect.any(Number), expect.stringContaining('PLAN_COLLISION')]);
  expect(refused.code).not.toBe(0);
}, 120_000);

test('numbers that fall on one key, or on several, are listed with the records that hold them, and may be approved', async () => {
  plant.write('schemes.yaml', schemes("{ strip: ' ' }"));
  const diff = await plant.run('map', 'diff', 'stock');
  expect(diff.out).toMatch(
    /would be one \(1\):\n {2}L 77, L77: lot:\S+ 77, lot:\S+L77 → lot:local:plant::100:L77 \(first: record \d+\)/,
  );
  expect(diff.out).not.toContain('bars the approval');
  const args = ['map', 'approve', 'stock', '--reason', 'blanks are spelling', '--yes'];
  expect((await plant.run(...args)).code).toBe(0);

  plant.write('schemes.yaml', schemes(''));
  expect((await plant.run('map', 'diff', 'stock')).out).toMatch(
    /one thing and would be several \(1\):\n {2}L 77, L77: lot:/,
  );
}, 120_000);
