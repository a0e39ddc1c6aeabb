import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { objectKey, refOfKey } from '../../graph/model/object-ref.ts';
import { generatePlant } from './generate.ts';
import { memorySink } from './sink.ts';

const excerpt = join(import.meta.dirname, 'excerpt');
const excerptUnits = 40;

function generated(units: number, seed?: number): ReadonlyMap<string, Uint8Array> {
  const sink = memorySink();
  generatePlant(sink, { units, ...(seed === undefined ? {} : { seed }) });
  return sink.files;
}

interface Truth {
  readonly question: { readonly start: string };
  readonly bad: readonly string[];
  readonly expected: {
    readonly certain: { readonly units: readonly string[] };
    readonly possible: { readonly units: readonly string[] };
    readonly missed: { readonly inSourceGap: readonly string[]; readonly inQuarantine: readonly string[] };
  };
  readonly backward: readonly { readonly unit: string; readonly ancestors: readonly string[] }[];
  readonly edges: readonly (readonly [string, string])[];
}

const text = (files: ReadonlyMap<string, Uint8Array>, path: string): string =>
  Buffer.from(files.get(path)!).toString('utf8');
const truth = (files: ReadonlyMap<string, Uint8Array>): Truth => JSON.parse(text(files, 'truth.json')) as Truth;

test('the committed excerpt is what the generator makes of its seed, byte for byte', () => {
  const made = generated(excerptUnits);
  const kept = readdirSync(excerpt, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(excerpt, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  expect(kept.sort()).toEqual([...made.keys()].sort());
  for (const path of kept) {
    expect({ path, same: readFileSync(join(excerpt, path)).equals(made.get(path)!) }).toEqual({ path, same: true });
  }
});

test('another seed is another plant', () => {
  expect(generated(excerptUnits, 1).get('truth-units.csv')).not.toEqual(
    generated(excerptUnits, 2).get('truth-units.csv'),
  );
});

test.each([40, 57, 300, 2000])(
  'every bad valve of a plant of %d is expected, possible, or lies in a planted gap',
  (units) => {
    const { bad, expected } = truth(generated(units));
    const { certain, possible, missed } = expected;
    const accounted = new Set([...certain.units, ...possible.units, ...missed.inSourceGap, ...missed.inQuarantine]);
    expect(bad.filter((unit) => !accounted.has(unit))).toEqual([]);
    expect(certain.units.filter((unit) => !bad.includes(unit))).toEqual([]);
    for (const group of [certain.units, possible.units, missed.inSourceGap, missed.inQuarantine]) {
      expect(group.length).toBeGreaterThan(0);
    }
  },
);

test('the keys of the truth are keys of the model', () => {
  const { edges } = truth(generated(excerptUnits));
  const keys = [...new Set(edges.flat())];
  expect(keys.filter((key) => objectKey(refOfKey(key)!) !== key)).toEqual([]);
});

test('the terminals number their messages without a break, and what is missing is what was planted', () => {
  const files = [...generated(300)].filter(([path]) => path.startsWith('mes/') && !path.includes('Wiederholung'));
  const missing = files.flatMap(([, bytes]) => closings(Buffer.from(bytes).toString('utf8')));
  expect(missing.filter(({ lost }) => lost > 0).map(({ station }) => station)).toEqual(['MO1', 'VG2']);
});

function closings(xml: string): readonly { readonly station: string; readonly lost: number }[] {
  const pattern = /Art="ABSCHLUSS" Station="(\w+)".*ErsteNr="(\d+)" LetzteNr="(\d+)" Anzahl="(\d+)"/g;
  return [...xml.matchAll(pattern)].map(([, station, first, last, told]) => ({
    station: station!,
    lost: Number(last) - Number(first) + 1 - Number(told),
  }));
}

test('what the shift lead exported twice says the same with other bytes', () => {
  const files = generated(300);
  const again = [...files.keys()].find((path) => path.includes('Wiederholung'))!;
  const [once, twice] = [text(files, again.replace('_Wiederholung', '')), text(files, again)];
  expect(twice).not.toEqual(once);
  const messages = (xml: string): string => xml.replaceAll('\r', '').replace(/Export="[^"]*"/, '');
  expect(messages(twice)).toEqual(messages(once));
});
