import { dayOf } from './kit-diseases.ts';
import type { KitDiseases } from './kit-diseases.ts';
import { kitKey, lotKey } from './keys.ts';
import type { Lot, Plant } from './plant.ts';

/** What truly went into the seal kits, and what each disease makes of it until it is cured. */
export function kitTruth({ kits }: Plant, diseases: KitDiseases) {
  const { guessed, corrected, contradicted, missingColumn, late, renamedFrom, vanished } = diseases;
  const on = (isDay: (day: string) => boolean): readonly string[] =>
    kits.filter((kit) => isDay(dayOf(kit))).map(kitKey);
  return {
    made: kits.map((kit) => ({ kit: kitKey(kit), of: [lotKey(kit.oRings), lotKey(kit.rodSeal)] })),
    diseases: [
      {
        id: 'missing-column',
        what: `the bench's file of ${missingColumn} lacks the lot of the O-rings`,
        kits: on((day) => day === missingColumn),
        shows: 'COLUMN_MISSING; the file is held, and answers of W2 are gapped',
      },
      {
        id: 'renamed-column',
        what: `from ${renamedFrom} on the lot of the rod seals stands under another name`,
        kits: on((day) => day >= renamedFrom),
        shows: 'COLUMN_MISSING; the files are held, and what they name is gapped',
      },
      {
        id: 'late-file',
        what: `the bench's file of ${late} comes a week later`,
        kits: on((day) => day === late),
        shows: 'SOURCE_GAP, by the numbers of the records',
      },
      {
        id: 'corrected-file',
        what: 'a file sent again with another lot in one row',
        kits: [kitKey(corrected.kit)],
        ...lots(corrected.kit.rodSeal, corrected.wrongly),
        shows: 'the later row holds; the wrong lot only as known before',
      },
      {
        id: 'guess',
        what: `lot ${guessed.kit.rodSeal.lot} typed as ${guessed.typed}`,
        kits: [kitKey(guessed.kit)],
        truly: lotKey(guessed.kit.rodSeal),
        wrongly: lotKey({ ...guessed.kit.rodSeal, lot: guessed.typed }),
        shows: 'possible, and listed for a decision',
      },
      {
        id: 'contradiction',
        what: 'the bench names one lot of O-rings, the check at the packing table another',
        kits: [kitKey(contradicted.kit)],
        ...lots(contradicted.kit.oRings, contradicted.wrongly),
        shows: 'both walked; a note names the two sources',
      },
      {
        id: 'vanished-row',
        what: 'a row of the list of returns is no longer there',
        kits: [kitKey(vanished)],
        shows: 'ROW_VANISHED; what was read of it stays, and waits for somebody to say why',
      },
    ],
  };
}

const lots = (truly: Lot, wrongly: Lot) => ({ truly: lotKey(truly), wrongly: lotKey(wrongly) });
