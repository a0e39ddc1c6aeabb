import { expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
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
  });
});

async function idWith(intake: EpcisIntake, value: string): Promise<string> {
  const keys = await intake.keys();
  const key = keys.find((one) => one.endsWith(`:${value}`));
  if (key === undefined) throw new Error(`${value} is not among ${keys.join(' ')}`);
  return key;
}
