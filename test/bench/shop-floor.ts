import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawRecord } from '../../graph/ledger/ledger.ts';
import { examplePseudonyms } from '../../ingest/mapping/pseudonyms.ts';
import { readSources } from '../../ingest/sources.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';

const here = import.meta.dirname;
const plant = join(here, '../../examples/plant');

/** Two sources as plants have them: an ERP system's list of bookings, and the messages of stations. */
export function shopFloor(): { readonly bookings: ConfiguredSource; readonly messages: ConfiguredSource } {
  const files = (name: string) => ({
    connector: 'files',
    config: { folder: name, pattern: '*', ready: { rename: true } },
    plan: `${name}.yaml`,
    sites: ['W1'],
  });
  const text = (path: string): string => readFileSync(join(here, 'plans', path), 'utf8');
  const library = {
    schemes: readFileSync(join(plant, 'schemes.yaml'), 'utf8'),
    units: readFileSync(join(plant, 'units.yaml'), 'utf8'),
    tables: {},
  };
  const config = { bookings: files('bookings'), messages: files('messages') };
  const { sources, faults } = readSources(config, { files: { text }, library, pseudonyms: examplePseudonyms });
  const [bookings, messages] = sources;
  if (!bookings || !messages) throw new Error(faults.map(({ message }) => message).join('\n'));
  return { bookings, messages };
}

const two = (n: number): string => String(n).padStart(2, '0');
const clock = (n: number): string =>
  `${two(6 + (Math.floor(n / 3600) % 12))}:${two(Math.floor(n / 60) % 60)}:${two(n % 60)}`;
const day = (n: number): number => 1 + (Math.floor(n / 43_200) % 28);

const header =
  'BELEG;POS;AUFTRAG;AG;STATION;ZEIT;TEIL_EIN;CHARGE_EIN;MENGE_EIN;ME_EIN;TEIL_AUS;CHARGE_AUS;MENGE_AUS;ME_AUS';

/** Four rows a document; a lot goes into two others, so that half of the numbers are known when they come. */
export function booking(n: number): string {
  const document = `49${String(Math.floor(n / 4)).padStart(8, '0')};${String((n % 4) + 1).padStart(4, '0')}`;
  const where = `70${String(Math.floor(n / 40) % 10_000).padStart(4, '0')};0010;MO${n % 6}`;
  const when = `${two(day(n))}.09.2026 ${clock(n)}`;
  const into = `100.200;WE26-${String(Math.floor(n / 2)).padStart(7, '0')};4,000;ST`;
  return `${document};${where};${when};${into};500.110;VB26-${String(n).padStart(7, '0')};1,000;ST`;
}

export const bookingsFile = (first: number, count: number): string =>
  `${header}\n${Array.from({ length: count }, (_, i) => booking(first + i)).join('\n')}\n`;

export function message(n: number): object {
  const part = (i: number) => ({
    part: `${300_400 + i * 10}`,
    lot: `WE26-${String(Math.floor(n / 50) + i * 100_000).padStart(6, '0')}`,
    quantity: i + 1,
    uom: 'ST',
    position: [`A${i + 1}`],
  });
  const at = `2026-09-${two(day(n))}T${clock(n)}`;
  return {
    nr: n,
    station: `MO${n % 6}`,
    start: `${at}+02:00`,
    end: `${at}+02:00`,
    order: `70${String(Math.floor(n / 40) % 10_000).padStart(4, '0')}`,
    operator: `P44${two(n % 20)}`,
    article: '500.110',
    unit: `26W${String(n).padStart(7, '0')}`,
    parts: [part(0), part(1), part(2)],
    settings: [
      { name: 'torque', value: 12.5 + (n % 10) / 10, unit: 'N.m' },
      { name: 'pressure', value: 6, unit: 'bar' },
    ],
  };
}

export function messageRecord(n: number): RawRecord {
  return {
    source: 'messages',
    partition: `MO${n % 6}`,
    position: String(n),
    body: Buffer.from(JSON.stringify(message(n))),
    contentType: 'application/json',
    headers: {},
  };
}
