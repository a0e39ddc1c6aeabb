import { hour, minute, nextWorkingDay, second, wallClock } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import type { Line } from '../company.ts';
import type { Measurement, OvenLoad, TestRun } from '../plant.ts';
import type { Random } from '../random.ts';
import type { Start } from './schedule.ts';

interface Characteristic {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly typical: number;
  readonly spread: number;
  readonly low?: number;
  readonly high?: number;
}

const characteristics: Readonly<Record<Line, readonly Characteristic[]>> = {
  1: [
    { name: 'Leckage P-A', unit: 'ml/min', digits: 2, typical: 82, spread: 16, high: 200 },
    { name: 'Hysterese', unit: '%', digits: 1, typical: 28, spread: 4, high: 50 },
    { name: 'Sprungantwort', unit: 'ms', digits: 0, typical: 41, spread: 3, high: 60 },
    { name: 'Isolationswiderstand', unit: 'MOhm', digits: 0, typical: 620, spread: 70, low: 100 },
  ],
  2: [
    { name: 'Leckage P-A', unit: 'ml/min', digits: 2, typical: 131, spread: 21, high: 250 },
    { name: 'Hysterese', unit: '%', digits: 1, typical: 17, spread: 3, high: 30 },
    { name: 'Sprungantwort', unit: 'ms', digits: 0, typical: 19, spread: 2, high: 30 },
    { name: 'Isolationswiderstand', unit: 'MOhm', digits: 0, typical: 540, spread: 60, low: 100 },
  ],
};

/** Each line has one stand; what is cured waits for it, and nothing is tested at night. */
export function test(
  starts: readonly Start[],
  loads: readonly OvenLoad[],
  random: Random,
): readonly (readonly TestRun[])[] {
  const freeAt: Record<Line, Instant> = { 1: 0, 2: 0 };
  const queue = [...starts].sort((a, b) => loads[a.index]!.to - loads[b.index]!.to || a.index - b.index);
  const runsOf: (readonly TestRun[])[] = [];
  for (const unit of queue) {
    const ready = loads[unit.index]!.to + 20 * minute;
    const runs = runsFrom(inWorkingHours(Math.max(ready, freeAt[unit.line])), unit.line, random);
    freeAt[unit.line] = runs.at(-1)!.to + 20 * second;
    runsOf[unit.index] = runs;
  }
  return runsOf;
}

function runsFrom(begin: Instant, line: Line, random: Random): readonly TestRun[] {
  const first = run(1, begin, line, random, random.chance(0.015));
  if (first.passed) return [first];
  return [first, run(2, first.to + 40 * second, line, random, random.chance(0.2))];
}

function run(number: number, from: Instant, line: Line, random: Random, fails: boolean): TestRun {
  const failing = fails ? random.whole(0, 3) : -1;
  const measurements = characteristics[line].map((c, n) => measure(c, random, n === failing));
  return { run: number, from, to: from + random.whole(128, 146) * second, measurements, passed: !fails };
}

function measure(
  { name, unit, digits, typical, spread, low, high }: Characteristic,
  random: Random,
  fails: boolean,
): Measurement {
  const good = Math.round(random.about(typical, spread));
  const bad = high === undefined ? Math.round(low! * 0.4) : Math.round(high * 1.15);
  const limits = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
  return { name, unit, digits, value: fails ? bad : good, ...limits, passed: !fails };
}

/** Between 06:05 and 22:00 on a working day. */
function inWorkingHours(at: Instant): Instant {
  const hours = Number(wallClock(at).slice(11, 13));
  if (hours >= 6 && hours < 22) return at;
  const morning = nextWorkingDay(hours < 6 ? at - 6 * hour : at) + 6 * hour + 5 * minute;
  return Math.max(at, morning);
}
