import { hour, minute, workingDay } from '../calendar.ts';
import { parts } from '../company.ts';
import type { Lot, SealKit } from '../plant.ts';
import { sharedSealLot } from './goods-in.ts';

const kitDays = 8;
const runsADay = 3;

/** The workshop runs for eight days whatever the size of the plant, on seals that goods-in had by then. */
export function makeSealKits(lots: readonly Lot[]): readonly SealKit[] {
  return Array.from({ length: kitDays * runsADay }, (_, n) => {
    const madeAt = workingDay(Math.floor(n / runsADay)) + 9 * hour + (n % runsADay) * 95 * minute;
    const inStock = (part: Lot['part']): readonly Lot[] =>
      lots.filter((lot) => lot.part === part && lot.lot !== sharedSealLot && lot.receivedAt < madeAt);
    return {
      number: `SK-26-${String(301 + n).padStart(4, '0')}`,
      record: 8801 + n,
      madeAt,
      oRings: pick(inStock(parts.oRings), n),
      rodSeal: pick(inStock(parts.rodSeal), n + 1),
      bags: 40 + ((n * 7) % 25),
    };
  });
}

const pick = (lots: readonly Lot[], n: number): Lot => lots[Math.floor(n / 2) % lots.length]!;
