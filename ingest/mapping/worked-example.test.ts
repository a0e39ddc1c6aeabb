import { expect, test } from '@jest/globals';
import { effectivePlan } from './effective-plan.ts';
import { mapFile, runExamples } from './run-examples.ts';
import { readPlan, withLines } from './read-plan.ts';
import { plantA, workedExample } from './test-plans.ts';
import { examplePseudonyms } from './pseudonyms.ts';

function plan(text: string = workedExample) {
  const read = readPlan(text);
  if (read.faults) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  const effective = effectivePlan({ plan: read.ok, ...plantA }, 'mes-legacy', examplePseudonyms);
  if (effective.faults)
    throw new Error(
      withLines(effective.faults, read.lineOf)
        .map(({ message }) => message)
        .join('\n'),
    );
  return effective.ok;
}

test('the worked example of the mapping language holds as it is written', () => {
  const report = runExamples(plan());
  expect(report.results.flatMap(({ name, differences }) => differences.map((each) => `${name}: ${each}`))).toEqual([]);
  expect(report).toMatchObject({ ok: true, untested: [] });
});

test('I16: a rule that no example exercises is named', () => {
  const report = runExamples(plan(workedExample.replace('K;MES 3.1;', 'K;MES 3.1;').replace(';0,35;G;IO', ';0,35;G;')));
  expect(report.untested).toEqual(['verdict']);
  expect(report.ok).toBe(false);
});

const header = 'SATZ;AUFTRAG;SNR;AG;STATION;START;ENDE;TEIL1;CHARGE1;MENGE1;ME1;TEIL2;CHARGE2;MENGE2;ME2;ERG';
const row = 'F;004711;A-0017;0030;M12;24.10.2026 23:50:10;25.10.2026 00:01:02;100.200;L 77;2,000;ST;;;;;IO';
const file = (...rows: readonly string[]) => Buffer.from([header, ...rows, ''].join('\n'), 'latin1');
const codes = (bytes: Uint8Array) =>
  mapFile(plan(), bytes).map((each) => (each.kind === 'quarantined' ? each.reason.code : each.kind));

test('I13: a missing field, an unknown code and an hour that does not exist are never a default', () => {
  expect(codes(file(row.replace('A-0017', '')))).toEqual(['MAP_REQUIRED']);
  expect(codes(file(row.replace(';ST;', ';SCHACHTEL;')))).toEqual(['UNIT_UNKNOWN']);
  expect(codes(file(row.replace('24.10.2026 23:50:10', '29.03.2026 02:30:00')))).toEqual(['TIME_NONEXISTENT']);
  expect(codes(file(row.replace('2,000', '2.000')))).toEqual(['DECIMAL_UNREADABLE']);
  expect(codes(file(row.replace('F;', 'X;')))).toEqual(['MATCH_NONE']);
});

test('I13: an hour that comes twice is an interval over both', () => {
  const [mapped] = mapFile(plan(), file(row.replace('25.10.2026 00:01:02', '25.10.2026 02:30:00')));
  expect(mapped).toMatchObject({
    kind: 'events',
    events: [
      { time: { from: '2026-10-24T21:50:10Z', to: '2026-10-25T01:30:00Z' } },
      { time: { from: '2026-10-25T00:30:00Z', to: '2026-10-25T01:30:00Z' } },
    ],
  });
});

test('I14: numbers and identifiers keep their digits', () => {
  const [mapped] = mapFile(
    plan(),
    file(row.replace('2,000', '12345678901234567890,10').replace('004711', '00000000000000000000004711')),
  );
  expect(mapped).toMatchObject({
    events: [
      {
        order: { value: '00000000000000000000004711' },
        parts: [
          { quantity: { value: '12345678901234567890.10', raw: { value: '12345678901234567890,10', unit: 'ST' } } },
        ],
      },
      {},
    ],
  });
});

test('I22: a record that waits keeps the names of the things it speaks of', () => {
  const [mapped] = mapFile(plan(), file(row.replace(';IO', ';X')));
  expect(mapped).toMatchObject({
    kind: 'quarantined',
    reason: { code: 'LOOKUP_MISS', path: 'ERG', value: 'X', unreadable: false },
  });
  expect(mapped).toMatchObject({
    reason: {
      names: expect.arrayContaining(['A-0017', 'unit:local:plant-a:::A-0017', 'lot:local:plant-a::100200:L77']),
    },
  });
});

test('I29: a missing mapped column holds, an unknown one informs', () => {
  const without = Buffer.from(
    [header.replace('CHARGE2;', ''), row.replace(/;$/, '').replace(';;;;;IO', ';;;;IO'), ''].join('\n'),
    'latin1',
  );
  expect(codes(without)).toEqual(['COLUMN_MISSING']);
  const more = Buffer.from(
    [`${header};SCHICHT`, `${row};A`, `${row.replace('0017', '0018')};B`, ''].join('\n'),
    'latin1',
  );
  const mapped = mapFile(plan(), more);
  expect(mapped.map((each) => (each.kind === 'events' ? each.findings : []))).toEqual([
    [{ code: 'COLUMN_UNKNOWN', path: 'SCHICHT', value: '' }],
    [],
  ]);
});

test('a trailer that counts other records than came is not passed over', () => {
  expect(codes(file(row, 'E;1;;;;;;;;;;;;;;'))).toEqual(['events', 'ignored']);
  expect(codes(file(row, 'E;2;;;;;;;;;;;;;;'))).toEqual(['events', 'TRAILER_COUNT']);
});

test('I10: the same record gives the same keys, whatever its ledger position', () => {
  const keys = () =>
    mapFile(plan(), file(row)).flatMap((each) => (each.kind === 'events' ? each.events.map(({ key }) => key) : []));
  expect(keys()).toEqual(keys());
  expect(new Set(keys()).size).toBe(2);
});
