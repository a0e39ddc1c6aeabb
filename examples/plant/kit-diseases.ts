import { dayStamp } from './calendar.ts';
import { sharedSealLot } from './make/goods-in.ts';
import type { Lot, Plant, SealKit } from './plant.ts';

/** What goes wrong in what the workshop for seal kits writes; each touches kits of its own. */
export interface KitDiseases {
  /** Typed by hand: an O where the label has a zero. */
  readonly guessed: { readonly kit: SealKit; readonly typed: string };
  /** A file sent again with another rod seal in one row. */
  readonly corrected: { readonly kit: SealKit; readonly wrongly: Lot };
  /** Days, as file names have them. */
  readonly missingColumn: string;
  readonly late: string;
  /** From this day on the column has another name. */
  readonly renamedFrom: string;
  /** The bench and the check at the packing table name two lots of O-rings; the check is right. */
  readonly contradicted: { readonly kit: SealKit; readonly wrongly: Lot; readonly day: string };
  /** A row of the list of returns that is no longer there when the list is read again. */
  readonly vanished: SealKit;
}

export const dayOf = ({ madeAt }: SealKit): string => dayStamp(madeAt);

export function chooseKitDiseases(plant: Plant): KitDiseases {
  const days = [...new Set(plant.kits.map(dayOf))];
  const kit = (day: number, run: number): SealKit => plant.kits.filter((one) => dayOf(one) === days[day])[run]!;
  const other = (lot: Lot): Lot =>
    plant.lots.find((one) => one.part === lot.part && one !== lot && one.lot !== sharedSealLot) ?? lot;
  const guessed = plant.kits.find(({ rodSeal }) => rodSeal.lot.includes('0'))!;
  const [corrected, contradicted] = [kit(1, 1), kit(4, 2)];
  return {
    guessed: { kit: guessed, typed: guessed.rodSeal.lot.replace(/0(?!.*0)/, 'O') },
    corrected: { kit: corrected, wrongly: other(corrected.rodSeal) },
    missingColumn: days[2]!,
    late: days[3]!,
    renamedFrom: days[6]!,
    contradicted: { kit: contradicted, wrongly: other(contradicted.oRings), day: days[4]! },
    vanished: kit(1, 0),
  };
}
