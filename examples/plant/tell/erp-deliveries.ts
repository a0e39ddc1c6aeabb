import { dayStamp, germanDate } from '../calendar.ts';
import type { Delivery, Pallet, Plant } from '../plant.ts';
import type { Sink } from '../sink.ts';
import { comma, dotted } from '../spelling.ts';
import { germanCsv } from './german-csv.ts';

/** Goods issues of a day. An older program than the receipts' journal: no last line, so a cut file looks like a short day. */
export function tellDeliveries({ deliveries }: Plant, sink: Sink): void {
  const days = Map.groupBy(deliveries, ({ shippedAt }) => dayStamp(shippedAt));
  for (const [day, ofDay] of days) {
    const rows = ofDay.flatMap((delivery) => delivery.pallets.map((pallet, n) => line(delivery, pallet, n + 1)));
    sink.write(`erp/deliveries/LS_${day}.csv`, germanCsv([head, ...rows]));
  }
}

const head = 'LIEFERSCHEIN;POS;AUFTRAG;KUNDE;NAME;LAND;MATERIAL;BEZEICHNUNG;MENGE;ME;SSCC;WADATUM'.split(';');

const line = (delivery: Delivery, pallet: Pallet, position: number): readonly string[] => [
  delivery.number,
  String(position * 10).padStart(6, '0'),
  delivery.salesOrder,
  delivery.customer.number,
  delivery.customer.name,
  delivery.customer.country,
  dotted(pallet.product.number),
  pallet.product.name,
  comma(pallet.cartons.reduce((sum, carton) => sum + carton.units.length, 0) * 1000),
  'ST',
  pallet.sscc,
  germanDate(delivery.shippedAt),
];
