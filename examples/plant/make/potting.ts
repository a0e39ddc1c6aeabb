import { dayStamp, hour, minute, wallClock, workingDay } from '../calendar.ts';
import type { Batch, Draw, Lot, Relabelling } from '../plant.ts';
import type { Random } from '../random.ts';
import type { Size } from '../size.ts';
import { hardenerSupply, resinSupply } from './goods-in.ts';
import type { Start } from './schedule.ts';
import { Stock } from './stock.ts';

export interface Potting {
  readonly batches: readonly Batch[];
  /** Index of the batch in each valve, by the valve's index. */
  readonly batchOf: readonly Batch[];
  readonly lots: readonly Lot[];
  readonly relabelled: Relabelling;
}

/** A batch serves both lines for four hours: 06, 10, 14 and 18 o'clock. */
const windowOf = (start: Start): number => {
  const [hours, minutes] = wallClock(start.pottedAt).slice(11, 16).split(':').map(Number);
  return Math.min(3, Math.floor((hours! * 60 + minutes! - 360) / 240));
};

export const batchNumber = (day: number, window: number): string =>
  `VM-${dayStamp(workingDay(day)).slice(2)}-${window + 1}`;

/** The second batch of the story's day: its hardener is short by almost a half. */
export const badWindow = 1;
export const badBatchNumber = (size: Size): string => batchNumber(size.storyDay, badWindow);

/** How many valves line 2 still pots from the bad batch after the next one is open. */
export const leftoverUnits = (size: Size): number => Math.max(1, Math.round(size.units / size.days / 80));

export function pot(starts: readonly Start[], size: Size, random: Random): Potting {
  const numbers = batchNumbers(starts, size);
  const members = Map.groupBy(starts, (start) => numbers[start.index]!);
  const order = [...members].sort(([, a], [, b]) => a[0]!.pottedAt - b[0]!.pottedAt);
  const total = starts.reduce((sum, start) => sum + start.potting, 0) / 10;
  const resin = new Stock(resinSupply, wholeHundreds((total * 1.12 * 5) / 6 / 6));
  const hardener = new Stock(hardenerSupply, wholeHundreds((total * 1.12) / 6 / 7));
  const mixed = order.map(([number, units]) => mix(number, units, { size, random, resin, hardener }));
  const relabelled = relabelling(
    mixed.find((batch) => batch.underdosed)!,
    size,
  );
  const batches = mixed.map((batch) => ({
    ...batch,
    hardener: batch.hardener.map((d) => relabel(d, batch, relabelled)),
  }));
  const byNumber = new Map(batches.map((batch) => [batch.number, batch]));
  return {
    batches,
    batchOf: numbers.map((number) => byNumber.get(number)!),
    lots: [...resin.lots, ...hardener.lots],
    relabelled,
  };
}

function batchNumbers(starts: readonly Start[], size: Size): readonly string[] {
  let leftover = leftoverUnits(size);
  const bad = badBatchNumber(size);
  return starts.map((start) => {
    const window = windowOf(start);
    const usesLeftover = start.day === size.storyDay && start.line === 2 && window === badWindow + 1 && leftover-- > 0;
    return usesLeftover ? bad : batchNumber(start.day, window);
  });
}

interface MixingRoom {
  readonly size: Size;
  readonly random: Random;
  readonly resin: Stock;
  readonly hardener: Stock;
}

function mix(number: string, units: readonly Start[], { size, random, resin, hardener }: MixingRoom): Batch {
  const underdosed = number === badBatchNumber(size);
  const day = units[0]!.day;
  const needed = units.reduce((sum, unit) => sum + unit.potting, 0) / 10;
  const grams = Math.ceil((needed * 1.12) / 10) * 10;
  const hardenerDue = Math.round(grams / 6);
  const draws = {
    resin: resin.take(grams - hardenerDue, day).map(draw),
    hardener: hardener.take(underdosed ? Math.round(hardenerDue * 0.57) : hardenerDue, day).map(draw),
  };
  return {
    number,
    mixedAt: units[0]!.pottedAt - 18 * minute,
    ...draws,
    grams: [...draws.resin, ...draws.hardener].reduce((sum, { grams: g }) => sum + g, 0),
    temperature: Math.round(random.about(231, 6)),
    underdosed,
  };
}

const draw = ({ lot, amount }: { readonly lot: Lot; readonly amount: number }): Draw => ({
  lot,
  label: lot.lot,
  grams: amount,
});

const wholeHundreds = (grams: number): number => Math.ceil(grams / 100) * 100;

/** The warehouse relabels the drum in use on the morning of the story's day. */
const relabelling = (bad: Batch, size: Size): Relabelling => ({
  lot: bad.hardener[0]!.lot,
  label: `${bad.hardener[0]!.lot.lot}-U`,
  at: workingDay(size.storyDay) + 5 * hour + 40 * minute,
});

const relabel = (drawn: Draw, batch: Batch, { lot, label, at }: Relabelling): Draw =>
  drawn.lot === lot && batch.mixedAt >= at ? { ...drawn, label } : drawn;
