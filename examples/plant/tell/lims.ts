import { dayStamp, hour, minute, withOffset, workingDay } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { parts } from '../company.ts';
import type { Diseases } from '../diseases.ts';
import { sharedSealLot } from '../make/goods-in.ts';
import type { Batch, Plant } from '../plant.ts';
import type { Sink } from '../sink.ts';
import type { Size } from '../size.ts';
import { point, spaced } from '../spelling.ts';

interface Characteristic {
  readonly name: string;
  /** JSON number, as text. */
  readonly value: string;
  readonly unit?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly verdict: 'pass' | 'fail';
}

interface Result {
  readonly sampleNo: string;
  readonly analysis: string;
  readonly retest: number;
  readonly version: number;
  readonly material?: string;
  readonly batch: string;
  readonly drawnAt: Instant;
  readonly analysedAt: Instant;
  readonly characteristics: readonly Characteristic[];
}

/** Viscosity at once, hardness after a day; one JSON export for each day on which results were released. */
export function tellLims(plant: Plant, size: Size, diseases: Diseases, sink: Sink): void {
  const results = [
    ...plant.batches.flatMap((batch, n) => ofBatch(batch, n, diseases)),
    ...retestsOf(diseases.badBatch, plant, size),
    sealTest(size),
  ];
  const days = Map.groupBy(results, ({ analysedAt }) => dayStamp(analysedAt));
  for (const [day, released] of days) {
    released.sort((a, b) => a.analysedAt - b.analysedAt || (a.sampleNo < b.sampleNo ? -1 : 1));
    sink.write(`lims/LIMS_${day}.json`, exportFile(released));
  }
}

export const sampleNumber = (n: number): string => `LP-26-${String(3100 + n).padStart(5, '0')}`;

/** Both limits hold for the bad batch when it is fresh: hardness is near the lower one, and nobody looks twice. */
function ofBatch(batch: Batch, n: number, diseases: Diseases): readonly Result[] {
  const drawnAt = batch.mixedAt + 14 * minute;
  const sample = {
    sampleNo: sampleNumber(n),
    retest: 0,
    version: 1,
    material: spaced(parts.compound.number),
    batch: batch.number,
    drawnAt,
  };
  const viscosity = 4050 + ((n * 97) % 180);
  const hardness = batch.underdosed ? 71 : 78 + ((n * 5) % 6);
  const fresh = { ...sample, analysis: 'VISK', analysedAt: drawnAt + 35 * minute };
  const right = { ...fresh, characteristics: [viscosityOf(viscosity)] };
  const cured = {
    ...sample,
    analysis: 'SHORE',
    analysedAt: drawnAt + 24 * hour,
    characteristics: [hardnessOf(hardness)],
  };
  if (batch !== diseases.retypedResult) return [right, cured];
  const mistyped = { ...fresh, characteristics: [viscosityOf(viscosity * 10)] };
  return [mistyped, { ...right, version: 2, analysedAt: drawnAt + 25 * hour }, cured];
}

const verdict = (good: boolean): 'pass' | 'fail' => (good ? 'pass' : 'fail');

const viscosityOf = (value: number): Characteristic => ({
  name: 'Viskosität 25 °C',
  value: point(value, 0),
  unit: 'mPa.s',
  lower: '3500',
  upper: '5000',
  verdict: verdict(value >= 3500 && value <= 5000),
});

const hardnessOf = (value: number): Characteristic => ({
  name: 'Härte Shore D 24 h',
  value: point(value * 10, 1),
  lower: '70.0',
  verdict: verdict(value >= 70),
});

/** Nine working days later, after the first complaint: the kept sample has gone soft. */
function retestsOf(bad: Batch, plant: Plant, size: Size): readonly Result[] {
  const sampleNo = sampleNumber(plant.batches.indexOf(bad));
  return [52, 54].map((hardness, n) => ({
    sampleNo,
    analysis: 'SHORE',
    retest: n + 1,
    version: 1,
    material: spaced(parts.compound.number),
    batch: bad.number,
    drawnAt: bad.mixedAt + 14 * minute,
    analysedAt: workingDay(size.storyDay + 9) + (13 + n) * hour,
    characteristics: [hardnessOf(hardness)],
  }));
}

/** A goods-in test that names a lot number and no material, and the number belongs to two. */
const sealTest = (size: Size): Result => ({
  sampleNo: 'LP-26-02977',
  analysis: 'IRHD',
  retest: 0,
  version: 1,
  batch: sharedSealLot,
  drawnAt: workingDay(Math.max(0, size.storyDay - 12)) + 8 * hour,
  analysedAt: workingDay(Math.max(0, size.storyDay - 12)) + 9 * hour,
  characteristics: [{ name: 'Härte IRHD', value: '75', lower: '70', upper: '80', verdict: 'pass' }],
});

function exportFile(results: readonly Result[]): string {
  return `{\n  "lab": "Labor W1",\n  "results": [\n${results.map(record).join(',\n')}\n  ]\n}\n`;
}

/** Written by hand, since numbers keep the digits the lab gave them (`70.0`). */
function record(result: Result): string {
  const fields = [
    text('sampleNo', result.sampleNo),
    text('analysis', result.analysis),
    `"retest": ${result.retest}`,
    `"version": ${result.version}`,
    ...(result.material === undefined ? [] : [text('material', result.material)]),
    text('batch', result.batch),
    text('drawnAt', withOffset(result.drawnAt)),
    text('analysedAt', withOffset(result.analysedAt)),
    text('verdict', result.characteristics.every((c) => c.verdict === 'pass') ? 'pass' : 'fail'),
    `"characteristics": [${result.characteristics.map(characteristic).join(', ')}]`,
  ];
  return `    { ${fields.join(', ')} }`;
}

const text = (name: string, value: string): string => `${JSON.stringify(name)}: ${JSON.stringify(value)}`;

function characteristic({ name, value, unit, lower, upper, verdict: judged }: Characteristic): string {
  const limits = [
    ...(lower === undefined ? [] : [`"lower": ${lower}`]),
    ...(upper === undefined ? [] : [`"upper": ${upper}`]),
  ];
  const fields = [
    text('name', name),
    `"value": ${value}`,
    ...(unit === undefined ? [] : [text('unit', unit)]),
    ...limits,
  ];
  return `{ ${[...fields, text('verdict', judged)].join(', ')} }`;
}
