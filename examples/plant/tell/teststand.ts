import { berlinOffset, germanTime, wallClock } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { stations } from '../company.ts';
import type { Diseases } from '../diseases.ts';
import { scanned } from '../gs1.ts';
import type { Measurement, Plant, TestRun, Unit } from '../plant.ts';
import type { Sink } from '../sink.ts';
import { dashed, point } from '../spelling.ts';
import { germanCsv } from './german-csv.ts';

/** One file for each run of each valve: a header block, a blank line, a table. */
export function tellTests(plant: Plant, diseases: Diseases, sink: Sink): void {
  for (const unit of plant.units) {
    for (const run of unit.runs) {
      const verdict = unit === diseases.unknownVerdict && run.passed ? 'IO?' : verdictOf(run.passed);
      sink.write(fileName(unit, run), germanCsv(report(unit, run, verdict)));
    }
  }
}

/** PS2 has kept winter time since it was installed: right from the last Sunday of October on, an hour behind before. */
export const clockError = (unit: Unit, at: Instant): number => (unit.line === 2 && berlinOffset(at) === 2 ? -1 : 0);

function fileName(unit: Unit, run: TestRun): string {
  const stand = stations.test[unit.line];
  const [day, time] = wallClock(run.to, clockError(unit, run.to)).replaceAll(/[-:]/g, '').split('T');
  return `teststand/${day!}/${stand}_${day!}_${time!}_${unit.serial}.csv`;
}

const verdictOf = (passed: boolean): string => (passed ? 'IO' : 'NIO');

function report(unit: Unit, run: TestRun, verdict: string): readonly (readonly string[])[] {
  const off = clockError(unit, run.from);
  return [
    ['Protokoll', 'Endprüfung'],
    ['Prüfstand', stations.test[unit.line]],
    ['Artikel', dashed(unit.product.number)],
    unit.line === 1 ? ['DMC', scanned(unit.product.gtin, unit.serial)] : ['Seriennummer', unit.serial],
    ['Auftrag', unit.order],
    ['Programm', unit.product.testProgram],
    ['Beginn', germanTime(run.from, off)],
    ['Ende', germanTime(run.to, off)],
    ['Lauf', String(run.run)],
    ['Gesamt', verdict],
    [],
    ['Merkmal', 'Wert', 'Einheit', 'UGW', 'OGW', 'Ergebnis'],
    ...run.measurements.map(row),
  ];
}

const row = ({ name, unit, digits, value, low, high, passed }: Measurement): readonly string[] => {
  const print = (scaled: number | undefined): string =>
    scaled === undefined ? '' : point(scaled, digits).replace('.', ',');
  return [name, print(value), unit, print(low), print(high), verdictOf(passed)];
};
