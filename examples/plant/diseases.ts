import { dayStamp, hour, shiftOf, workingDay } from './calendar.ts';
import { badBatchNumber } from './make/potting.ts';
import { isScrapped } from './plant.ts';
import type { Batch, Carton, Pallet, Plant, Unit } from './plant.ts';
import type { Size } from './size.ts';

/** What goes wrong between the plant and its records, chosen once, so that the truth can name it before any file is written. */
export interface Diseases {
  readonly badBatch: Batch;
  /** The scanner at VG1 was down over a change of batch: these valves are recorded with both. */
  readonly alternatives: { readonly units: readonly Unit[]; readonly with: Batch };
  /** Potting messages of VG2 in the late shift of the story's day that never left the terminal. */
  readonly lostShift: { readonly station: 'VG2'; readonly day: string; readonly units: readonly Unit[] };
  /** A potting message whose unit of measure nobody declared (`Gramm`). */
  readonly unknownUnit: Unit;
  /** Potted from the next batch, first booked on the bad one, reversed and booked again. */
  readonly reversed: Unit;
  /** One assembly message lost: only its number is missing. */
  readonly lostMessage: Unit;
  /** The portal at packing read one carton too many; declared an error the next day. */
  readonly overread: { readonly carton: Carton; readonly wrongly: Pallet; readonly truly: Pallet };
  /** A verdict typed by hand (`IO?`). */
  readonly unknownVerdict: Unit;
  /** A viscosity typed with one digit too many, issued again as version 2. */
  readonly retypedResult: Batch;
  readonly copied: { readonly receiptsOf: string; readonly shiftOf: string; readonly packingOf: string };
}

export function chooseDiseases(plant: Plant, size: Size): Diseases {
  const badBatch = plant.batches.find((batch) => batch.number === badBatchNumber(size))!;
  const story = dayStamp(workingDay(size.storyDay));
  const early = (offset: number): number => Math.max(0, size.storyDay - offset);
  const alternatives = scannerDown(plant, badBatch);
  const lostUnits = plant.units.filter(
    ({ line, pottedAt }) => line === 2 && shiftOf(pottedAt).day === story && shiftOf(pottedAt).shift === 'S',
  );
  return {
    badBatch,
    alternatives,
    lostShift: { station: 'VG2', day: story, units: lostUnits },
    unknownUnit: middle(plant.units.filter((u) => u.batch === badBatch && u.line === 2 && !lostUnits.includes(u))),
    reversed: reversedBooking(plant, alternatives),
    lostMessage: middle(plant.units.filter((u) => u.line === 1 && u.day === early(8))),
    overread: overreadCarton(plant, badBatch),
    unknownVerdict: middle(plant.units.filter((u) => u.line === 2 && u.day === early(3) && !isScrapped(u))),
    retypedResult: plant.batches[Math.floor(plant.batches.length * 0.3)]!,
    copied: {
      receiptsOf: dayStamp(plant.lots[0]!.receivedAt),
      shiftOf: dayStamp(workingDay(early(12))),
      packingOf: dayStamp(workingDay(early(2) + 1)),
    },
  };
}

const middle = <T>(all: readonly T[]): T => all[Math.floor(all.length / 2)]!;

/** The last valves of the bad batch on line 1 and the first ones of the next. */
function scannerDown(plant: Plant, badBatch: Batch): Diseases['alternatives'] {
  const line1 = plant.units.filter((unit) => unit.line === 1);
  const bad = line1.filter((unit) => unit.batch === badBatch);
  const next = line1[line1.indexOf(bad.at(-1)!) + 1]!.batch;
  const before = Math.max(1, Math.round(bad.length * 0.13));
  const after = Math.max(1, Math.round(before * 0.75));
  return { units: [...bad.slice(-before), ...line1.filter((unit) => unit.batch === next).slice(0, after)], with: next };
}

function reversedBooking(plant: Plant, { units, with: next }: Diseases['alternatives']): Unit {
  const sound = plant.units.filter((unit) => unit.line === 1 && unit.pottedAt > units.at(-1)!.pottedAt);
  const sameBatch = sound.filter((unit) => unit.batch === next);
  return sameBatch.length > 0 ? middle(sameBatch) : sound[0]!;
}

/** A carton with bad valves, seen on a pallet of a customer that gets none: while the error stands, one customer too many. */
function overreadCarton(plant: Plant, badBatch: Batch): Diseases['overread'] {
  const isBad = (carton: Carton): boolean => carton.units.some((unit) => unit.batch === badBatch);
  const customerOf = new Map(plant.deliveries.flatMap((d) => d.pallets.map((p) => [p, d.customer] as const)));
  const affected = plant.pallets.filter((pallet) => pallet.cartons.some(isBad));
  const truly = affected.find((pallet) => customerOf.has(pallet)) ?? affected[0]!;
  const reached = new Set(affected.map((pallet) => customerOf.get(pallet)));
  const hours = (pallet: Pallet): number => Math.abs(pallet.packedAt - truly.packedAt) / hour;
  const unlikely = (pallet: Pallet): number =>
    hours(pallet) + (pallet.product === truly.product ? 0 : 1000) + (reached.has(customerOf.get(pallet)) ? 100 : 0);
  const others = plant.pallets.filter((pallet) => !affected.includes(pallet));
  const [wrongly] = others.sort((a, b) => unlikely(a) - unlikely(b));
  return { carton: truly.cartons.find(isBad)!, truly, wrongly: wrongly ?? plant.pallets.find((p) => p !== truly)! };
}
