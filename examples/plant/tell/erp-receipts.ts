import { dayStamp, germanDate, hour, nextWorkingDay, workingDay } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { parts, suppliers } from '../company.ts';
import type { Part, Partner } from '../company.ts';
import type { Diseases } from '../diseases.ts';
import type { Lot, Plant } from '../plant.ts';
import type { Sink } from '../sink.ts';
import type { Size } from '../size.ts';
import { comma, dotted } from '../spelling.ts';
import { germanCsv } from './german-csv.ts';

/** One journal a day: title, postings, and a last line that says how many there were. */
export function tellReceipts(plant: Plant, size: Size, { copied }: Diseases, sink: Sink): void {
  const days = Map.groupBy(postings(plant, size), ({ at }) => dayStamp(at));
  let document = 5_000_012_340;
  for (const [day, rows] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const journal = germanCsv([
      head,
      title(rows[0]!.at),
      ...rows.map((row) => line(row, ++document)),
      trailer(rows.length),
    ]);
    sink.write(`erp/receipts/WE_${day}.csv`, journal);
    // Copied by hand "to be on the safe side": the same bytes under a second name.
    if (day === copied.receiptsOf) sink.write(`erp/receipts/WE_${day} - Kopie.csv`, journal);
  }
}

interface Posting {
  readonly at: Instant;
  /** 101 goods receipt for a purchase order, 309 batch to batch. */
  readonly movement: '101' | '309';
  readonly part: Part;
  readonly supplier?: Partner;
  readonly purchaseOrder?: string;
  readonly deliveryNote?: string;
  /** Pieces or grams. */
  readonly amount: number;
  readonly supplierLot?: string;
  readonly lot?: string;
  readonly newLot?: string;
  readonly serials?: readonly string[];
}

function postings(plant: Plant, size: Size): readonly Posting[] {
  const all = [
    ...plant.lots.map(lotReceipt),
    ...plant.sensorTrays.map((tray): Posting => ({
      at: tray.receivedAt,
      movement: '101',
      part: parts.sensor,
      supplier: suppliers.sensors,
      purchaseOrder: tray.purchaseOrder,
      deliveryNote: 'MD-2026-188',
      amount: tray.serials.length,
      serials: tray.serials,
    })),
    ...plant.boardRuns.map(({ sentAt, serials }) =>
      untracked(nextWorkingDay(sentAt) + 9 * hour, parts.board, suppliers.electronics, serials.length),
    ),
    untracked(workingDay(-3) + 10 * hour, parts.threadLock, suppliers.polymers, 250 * size.days),
    relabelling(plant),
  ];
  return all.sort((a, b) => a.at - b.at);
}

const lotReceipt = (lot: Lot): Posting => ({ ...lot, at: lot.receivedAt, movement: '101' });

/** No batch management in the ERP: the posting has an amount and nothing to tell one piece from another. */
const untracked = (at: Instant, part: Part, supplier: Partner, amount: number): Posting => ({
  at,
  movement: '101',
  part,
  supplier,
  purchaseOrder: '4500017371',
  deliveryNote: '',
  amount,
});

const relabelling = ({ relabelled: { lot, label, at } }: Plant): Posting => ({
  at,
  movement: '309',
  part: lot.part,
  amount: 9_400,
  lot: lot.lot,
  newLot: label,
});

const head = (
  'SATZ;BELEG;POS;BWA;BUCHUNG;LIEFERANT;BESTELLUNG;LIEFERSCHEIN;MATERIAL;BEZEICHNUNG;MENGE;ME;' +
  'LIEFERCHARGE;CHARGE;UMCHARGE;SERIENNUMMERN'
).split(';');

const padded = (...cells: readonly string[]): readonly string[] => [
  ...cells,
  ...head.slice(cells.length).map(() => ''),
];
const title = (at: Instant): readonly string[] => padded('K', 'Wareneingänge Werk W1', '', '', germanDate(at));
const trailer = (count: number): readonly string[] => padded('E', String(count));

const line = (posting: Posting, document: number): readonly string[] => [
  'P',
  String(document),
  '0001',
  posting.movement,
  germanDate(posting.at),
  posting.supplier?.number ?? '',
  posting.purchaseOrder ?? '',
  posting.deliveryNote ?? '',
  dotted(posting.part.number),
  posting.part.name,
  // Pieces have no decimals but the ERP prints three; kilograms are kept in grams here; grams again have three.
  comma(posting.part.unit === 'KG' ? posting.amount : posting.amount * 1000),
  posting.part.unit,
  posting.supplierLot ?? '',
  posting.lot ?? '',
  posting.newLot ?? '',
  posting.serials?.join('|') ?? '',
];
