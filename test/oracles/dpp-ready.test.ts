import { expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { StoredStatement } from '../../graph/store/store.ts';
import { EpcisIntake } from './epcis-intake.ts';
import { traceBack } from './trace-back-events.ts';
import { describePeer, hasPeer, peerPath } from '../peers/describe-peer.ts';

const folder = 'openepcis-dpp-ready';
const path = (...parts: string[]): string => peerPath(folder, ...parts);
const files = (...parts: string[]): string[] =>
  readdirSync(path(...parts), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.json(ld)?$/.test(name))
    .map((name) => path(...parts, name));

const valuesOf = (keys: readonly string[]): string[] =>
  keys.map((key) => decodeURIComponent(key.split(':').at(-1)!)).sort();

describePeer('openepcis: product passports, traced back', hasPeer(folder), () => {
  test('every story is taken in whole, with as many events as the README counts', async () => {
    const stories = { 'eu/battery': 9, 'eu/electronics': 4, 'eu/iron-steel': 1, 'eu/textile': 9, upstream: 1, us: 17 };
    for (const [story, events] of Object.entries(stories)) {
      const paths = files(...story.split('/'));
      const intake = await EpcisIntake.of(...paths);
      const kinds = paths.flatMap((one) => intake.became(one).map(({ kind }) => kind));
      expect([story, kinds.length]).toEqual([story, events]);
      // One event of the FSMA story stands in two files, without an id and in the same words.
      const again = story === 'us' ? ['duplicate'] : [];
      expect(kinds.filter((kind) => kind !== 'applied')).toEqual(again);
    }
  });

  test('battery: made of a part that is also installed, and of a product without lot; packed with it', async () => {
    const [path] = files('eu', 'battery');
    const intake = await EpcisIntake.of(path!);
    const battery = 'unit:gs1:::09521234002000:STAX10-2026-000001';
    const part = 'unit:gs1::::8004~95212340BMS26001';
    expect((await traceBack(intake, battery)).keys).toEqual([battery, part]);
    const findings = intake.became(path!).flatMap((outcome) => outcome.findings ?? []);
    expect(findings).toMatchObject([{ code: 'CLASS_ONLY', value: '09521234007005' }]);
    const container = 'logistic:gs1::::095212340000000174';
    expect((await traceBack(intake, container)).keys.toSorted()).toEqual([container, battery, part].toSorted());
    expect((await verbsOn(intake, part)).toSorted()).toEqual(['assemble', 'transform']);
  });

  test('repair: a unit that is its own input ends no walk, and the part taken out is inspected alone', async () => {
    const intake = await EpcisIntake.of(...files('eu', 'electronics').filter((name) => name.includes('replacement')));
    const [unit, out] = [await idWith(intake, 'ABC123456'), await idWith(intake, 'BAT789012')];
    const into = await idWith(intake, 'BAT-NEW-456');
    expect(valuesOf((await traceBack(intake, unit)).keys)).toEqual(['ABC123456', 'BAT789012']);
    expect(valuesOf((await traceBack(intake, out)).keys)).toEqual(['BAT789012']);
    // The sender states it as an output of the repair.
    expect(valuesOf((await traceBack(intake, into)).keys)).toContain('BAT-NEW-456');
    expect(await verbsOn(intake, out)).toContain('inspect');
  });

  test('software update: two units are observed, and have no ancestors', async () => {
    const intake = await EpcisIntake.of(...files('eu', 'electronics').filter((name) => name.includes('software')));
    const units = await intake.units();
    expect(units).toHaveLength(2);
    for (const key of units) expect((await traceBack(intake, key)).keys).toEqual([key]);
  });

  test('steel: 12.5 tonnes of a product without lot are no ancestor, and are shown', async () => {
    const [path] = files('eu', 'iron-steel');
    const intake = await EpcisIntake.of(path!);
    const key = await idWith(intake, 'H7740025');
    expect((await traceBack(intake, key)).keys).toEqual([key]);
    expect(intake.became(path!)).toMatchObject([{ findings: [{ code: 'CLASS_ONLY', value: '09521234601029' }] }]);
    const [rolled] = await intake.graph.history(viewOfEverything(), key, 10);
    expect(JSON.parse(rolled!.body)).toMatchObject({
      inputs: [{ quantity: { value: '12.5', unit: 't', raw: { unit: 'TNE' } } }],
    });
  });

  test('textile: four ancestors in a chain', async () => {
    const intake = await EpcisIntake.of(...files('eu', 'textile').filter((name) => name.includes('fjordline')));
    const start = 'AUR-2026-000001';
    const { keys } = await traceBack(intake, await idWith(intake, start));
    expect(keys).toHaveLength(5);
    expect(valuesOf(keys)).toContain('RPET-2026-011');
  });

  test('textile: three files are one chain of six ancestors', async () => {
    const intake = await EpcisIntake.of(...files('eu', 'textile').filter((name) => name.includes('transformation-')));
    const { keys } = await traceBack(intake, await idWith(intake, 'WJ-2025-00301'));
    expect(keys).toHaveLength(7);
  });

  test('refurbishment: an asset that goes in and comes out has no other ancestor', async () => {
    const intake = await EpcisIntake.of(...files('upstream', 'gs1-rail'));
    const [key] = await intake.units();
    const { keys } = await traceBack(intake, key!);
    expect(keys).toHaveLength(1);
  });

  test('FSMA 204: one lot number under two products stays two lots', async () => {
    const intake = await EpcisIntake.of(...files('us', 'fsma204'));
    const { keys } = await traceBack(intake, await idWith(intake, 'SALAD-20260420-A'));
    expect(keys).toHaveLength(4);
    expect(keys.filter((key) => key.endsWith(':ABC1234'))).toHaveLength(2);
    expect((await traceBack(intake, 'logistic:gs1::::008600099999850000')).keys).toHaveLength(4);
  });

  test('FSMA 204: one id for shipping and receiving with other quantities: both are kept, and it is said', async () => {
    const paths = files('us', 'fsma204').toSorted();
    const intake = await EpcisIntake.of(...paths);
    const find = (name: string) => intake.became(paths.find((one) => one.includes(name))!);
    const id = 'epcis/urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba';
    const said = (await statementsOf(intake)).filter(({ recordKey }) => recordKey === id);
    const amounts = said.map(({ verb, body }) => {
      const { inputs, outputs } = JSON.parse(body) as Run;
      return [verb, ...[inputs, outputs].map(([use]) => `${use?.quantity?.value} ${use?.quantity?.raw?.unit}`)];
    });
    expect(amounts.toSorted()).toEqual([
      ['transform', '250 LBR', '25 CS'],
      ['transform', '25000 LBR', '500 CS'],
    ]);
    const reused = [...find('/shipping'), ...find('/receiving')].flatMap(({ findings = [] }) => findings);
    expect(reused).toMatchObject([{ code: 'KEY_REUSED', path: 'key' }]);
  });

  test('FSMA 204: a pallet is packed with 25 and 25 cases and seen with 500: all of it is kept', async () => {
    const intake = await EpcisIntake.of(...files('us', 'fsma204'));
    const packed = (await statementsOf(intake)).filter(({ verb }) => verb === 'pack');
    const cases = packed.flatMap(({ body }) =>
      (JSON.parse(body) as Packed).contents.map(({ quantity }) => quantity?.value),
    );
    expect(cases.toSorted()).toEqual(['25', '25', '500']);
  });
});

interface Amount {
  readonly quantity?: { readonly value: string; readonly raw?: { readonly unit: string } };
}

interface Run {
  readonly inputs: readonly Amount[];
  readonly outputs: readonly Amount[];
}

interface Packed {
  readonly contents: readonly Amount[];
}

const verbsOn = async (intake: EpcisIntake, key: string): Promise<readonly string[]> =>
  (await intake.graph.history(viewOfEverything(), key, 100)).map(({ verb }) => verb);

/** Every statement that names anything. */
async function statementsOf(intake: EpcisIntake): Promise<readonly StoredStatement[]> {
  const keys = await intake.keys();
  const all = await Promise.all(keys.map((key) => intake.graph.history(viewOfEverything(), key, 1000)));
  return [...new Map(all.flat().map((one) => [one.event, one])).values()];
}

async function idWith(intake: EpcisIntake, value: string): Promise<string> {
  const keys = await intake.keys();
  const key = keys.find((one) => one.endsWith(`:${value}`));
  if (key === undefined) throw new Error(`${value} is not among ${keys.join(' ')}`);
  return key;
}
