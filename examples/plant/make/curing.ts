import { minute, shiftOf } from '../calendar.ts';
import type { Line } from '../company.ts';
import type { OvenLoad } from '../plant.ts';
import type { Random } from '../random.ts';
import type { Size } from '../size.ts';
import type { Start } from './schedule.ts';

/** The oven load of each valve, by its index: trays go in as they fill up, a shift's last one half empty. */
export function cure(starts: readonly Start[], size: Size, random: Random): readonly OvenLoad[] {
  const loadOf: OvenLoad[] = [];
  const trays = new Map<string, number>();
  const byShift = Map.groupBy(starts, (s) => `${s.line}/${shiftOf(s.pottedAt).day}/${shiftOf(s.pottedAt).shift}`);
  for (const units of byShift.values()) {
    for (let first = 0; first < units.length; first += size.loadSize) {
      const tray = units.slice(first, first + size.loadSize);
      const load = bake(tray, random, trays, isColdLoad(tray[0]!, size, first));
      for (const unit of tray) loadOf[unit.index] = load;
    }
  }
  return loadOf;
}

function bake(tray: readonly Start[], random: Random, trays: Map<string, number>, cold: boolean): OvenLoad {
  const { line } = tray[0]!;
  const from = tray.at(-1)!.pottedAt + 10 * minute;
  const mean = Math.round(random.about(cold ? 713 : 801, 4));
  return {
    number: loadNumber(line, tray, trays),
    line,
    from,
    to: from + 90 * minute,
    curing: [mean - random.whole(6, 14), mean, mean + random.whole(5, 12)],
  };
}

function loadNumber(line: Line, tray: readonly Start[], trays: Map<string, number>): string {
  const day = `OF${line}-${shiftOf(tray[0]!.pottedAt).day.slice(2)}`;
  const n = (trays.get(day) ?? 0) + 1;
  trays.set(day, n);
  return `${day}-${String(n).padStart(2, '0')}`;
}

/** An oven door that did not close: cold, noticed, harmless. Something for an investigator to rule out. */
const isColdLoad = (first: Start, size: Size, offset: number): boolean =>
  first.line === 2 &&
  first.day === Math.floor(size.days * 0.3) &&
  offset === 0 &&
  shiftOf(first.pottedAt).shift === 'F';
