import { germanDate, germanTime } from '../calendar.ts';
import { dayOf } from '../kit-diseases.ts';
import type { KitDiseases } from '../kit-diseases.ts';
import type { Plant, SealKit } from '../plant.ts';
import type { Sink } from '../sink.ts';
import { germanCsv } from './german-csv.ts';

/** Workshop W2: the bench's file a day, the check at the packing table, and a list of returns that is kept for ever. */
export function tellSealKits({ kits }: Plant, diseases: KitDiseases, sink: Sink): void {
  for (const [day, ofDay] of Map.groupBy(kits, dayOf)) tellBench(day, ofDay, diseases, sink);
  const { contradicted } = diseases;
  const checked = kits.filter((kit) => dayOf(kit) === contradicted.day);
  sink.write(`kits-check/KONTROLLE_${contradicted.day}.csv`, germanCsv([checkHead, ...checked.map(checkRow)]));
  tellReturns(kits, diseases, sink);
}

const benchHead = ['NR', 'ZEIT', 'SATZ', 'BEUTEL', 'ORING_CHARGE', 'STANGE_CHARGE'];

function tellBench(day: string, kits: readonly SealKit[], diseases: KitDiseases, sink: Sink): void {
  const { missingColumn, late, renamedFrom, corrected } = diseases;
  const asTyped = germanCsv([headOf(day, renamedFrom), ...kits.map((kit) => benchRow(kit, diseases))]);
  const asMade = germanCsv([benchHead, ...kits.map(trueRow)]);
  if (day === late) {
    sink.write(`later/kits/SATZ_${day}.csv`, asTyped);
    return;
  }
  if (day === missingColumn) {
    sink.write(`kits/SATZ_${day}.csv`, germanCsv([benchHead, ...kits.map(trueRow)].map((row) => row.toSpliced(4, 1))));
    sink.write(`later/kits/SATZ_${day}_neu.csv`, asMade);
    return;
  }
  sink.write(`kits/SATZ_${day}.csv`, asTyped);
  if (day === dayOf(corrected.kit)) sink.write(`kits/SATZ_${day}_korrigiert.csv`, asMade);
}

const headOf = (day: string, renamedFrom: string): readonly string[] =>
  day < renamedFrom ? benchHead : benchHead.map((name) => (name === 'STANGE_CHARGE' ? 'STANGENDICHTUNG' : name));

const trueRow = ({ record, madeAt, number, bags, oRings, rodSeal }: SealKit): readonly string[] => [
  String(record),
  germanTime(madeAt),
  number,
  String(bags),
  oRings.lot,
  rodSeal.lot,
];

function benchRow(kit: SealKit, { guessed, corrected, contradicted }: KitDiseases): readonly string[] {
  const row = trueRow(kit);
  if (kit === guessed.kit) return row.with(5, guessed.typed);
  if (kit === corrected.kit) return row.with(5, corrected.wrongly.lot);
  return kit === contradicted.kit ? row.with(4, contradicted.wrongly.lot) : row;
}

const checkHead = ['SATZ', 'GEPRUEFT', 'ORING_CHARGE', 'STANGE_CHARGE'];
const checkRow = ({ number, madeAt, oRings, rodSeal }: SealKit): readonly string[] => [
  number,
  germanTime(madeAt + 40 * 60_000),
  oRings.lot,
  rodSeal.lot,
];

const returnHead = ['NR', 'DATUM', 'SATZ', 'BEUTEL', 'GRUND'];
const reasons = ['falsch bestellt', 'Beutel offen', 'doppelt geliefert'];

/** One file that only ever grows: but somebody took a row out of it. Put back, it is the list it should be. */
function tellReturns(kits: readonly SealKit[], { vanished }: KitDiseases, sink: Sink): void {
  const rows = kits.slice(0, 6).map((kit, n) => ({ kit, row: returnRow(kit, n) }));
  const list = (of: typeof rows): Uint8Array => germanCsv([returnHead, ...of.map(({ row }) => row)]);
  sink.write('kits-returns/RUECKGABEN.csv', list(rows.slice(0, 5)));
  sink.write(
    'later/vanished/kits-returns/RUECKGABEN.csv',
    list(rows.slice(0, 5).filter(({ kit }) => kit !== vanished)),
  );
  sink.write('later/restored/kits-returns/RUECKGABEN.csv', list(rows));
}

const returnRow = (kit: SealKit, n: number): readonly string[] => [
  String(n + 1),
  germanDate(kit.madeAt + (20 + n) * 24 * 3_600_000),
  kit.number,
  String(1 + (n % 3)),
  reasons[n % reasons.length]!,
];
