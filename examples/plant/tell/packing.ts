import { dayStamp, hour, minute, withOffset, berlinOffset } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { plantGln } from '../company.ts';
import type { Diseases } from '../diseases.ts';
import { pglnUrn, sglnUrn, sgtinUrn, ssccUrn } from '../gs1.ts';
import type { Carton, Delivery, Pallet, Plant } from '../plant.ts';
import type { Sink } from '../sink.ts';
import { epcisDocument, eventIds } from './epcis-document.ts';
import type { EpcisEvent } from './epcis-document.ts';

interface Captured {
  readonly at: Instant;
  /** Day of the document it is sent in; the day it happened, unless it was sent later. */
  readonly sent?: Instant;
  readonly event: EpcisEvent;
}

/** The packing line's label printer and portals: labels, cartons, pallets and shipments, one document a day. */
export function tellPacking(plant: Plant, diseases: Diseases, sink: Sink): void {
  const id = eventIds('5041');
  const captured = [
    ...labels(plant, id),
    ...plant.cartons.map((carton) => cartonPacked(carton, id())),
    ...plant.pallets.flatMap((pallet) => palletPacked(pallet, diseases, id)),
    ...plant.deliveries.map((delivery) => shipped(delivery, id())),
  ];
  const days = Map.groupBy(captured, ({ at, sent }) => dayStamp(sent ?? at));
  for (const [day, ofDay] of days) {
    ofDay.sort((a, b) => (a.sent ?? a.at) - (b.sent ?? b.at));
    const last = ofDay.at(-1)!;
    const document = epcisDocument(
      ofDay.map(({ event }) => event),
      (last.sent ?? last.at) + hour,
    );
    sink.write(`epcis/EPCIS_${day}.jsonld`, document);
    // A capture that timed out at the sender and was sent again, with another creation date.
    if (day === diseases.copied.packingOf) {
      sink.write(
        `epcis/EPCIS_${day}_2.jsonld`,
        epcisDocument(
          ofDay.map(({ event }) => event),
          (last.sent ?? last.at) + 2 * hour,
        ),
      );
    }
  }
}

const readPoint = { readPoint: { id: sglnUrn(plantGln) }, bizLocation: { id: sglnUrn(plantGln) } };

const happened = (type: string, at: Instant, eventID: string): EpcisEvent => ({
  type,
  eventID,
  eventTime: withOffset(at).replace(/(\+)/, '.000$1'),
  eventTimeZoneOffset: `+0${berlinOffset(at)}:00`,
});

/** Labels are printed a few minutes before they are stuck on; one event for all labels of a morning. */
function labels(plant: Plant, id: () => string): readonly Captured[] {
  const units = [...plant.cartons, ...plant.pallets];
  const byDay = Map.groupBy(units, ({ packedAt }) => dayStamp(packedAt));
  return [...byDay].map(([, ofDay]) => {
    const at = Math.min(...ofDay.map(({ packedAt }) => packedAt)) - 12 * minute;
    const epcList = ofDay.map(({ sscc }) => ssccUrn(sscc)).sort();
    return {
      at,
      event: {
        ...happened('ObjectEvent', at, id()),
        epcList,
        action: 'ADD',
        bizStep: 'commissioning',
        disposition: 'active',
        ...readPoint,
      },
    };
  });
}

const packing = { action: 'ADD', bizStep: 'packing', disposition: 'in_progress', ...readPoint } as const;

function aggregation(at: Instant, eventID: string, parent: string, childEPCs: readonly string[]): EpcisEvent {
  return { ...happened('AggregationEvent', at, eventID), parentID: ssccUrn(parent), childEPCs, ...packing };
}

function cartonPacked({ sscc, units, packedAt }: Carton, eventID: string): Captured {
  const children = units.map(({ product, serial }) => sgtinUrn(product.gtin, serial));
  return { at: packedAt, event: aggregation(packedAt, eventID, sscc, children) };
}

function palletPacked(pallet: Pallet, { overread }: Diseases, id: () => string): readonly Captured[] {
  const { sscc, packedAt: at } = pallet;
  const children = pallet.cartons.map((carton) => ssccUrn(carton.sscc));
  if (pallet !== overread.wrongly) return [{ at, event: aggregation(at, id(), sscc, children) }];
  const [wrongId, rightId] = [id(), id()];
  const wrong = aggregation(at, wrongId, sscc, [...children, ssccUrn(overread.carton.sscc)]);
  const declaredAt = at + 22 * hour;
  const errorDeclaration = {
    declarationTime: withOffset(declaredAt).replace(/(\+)/, '.000$1'),
    reason: 'incorrect_data',
    correctiveEventIDs: [rightId],
  };
  return [
    { at, event: wrong },
    { at, sent: declaredAt, event: { ...wrong, errorDeclaration } },
    { at, sent: declaredAt, event: aggregation(at, rightId, sscc, children) },
  ];
}

function shipped({ shippedAt, pallets, customer, number, salesOrder }: Delivery, eventID: string): Captured {
  return {
    at: shippedAt,
    event: {
      ...happened('ObjectEvent', shippedAt, eventID),
      epcList: pallets.map(({ sscc }) => ssccUrn(sscc)),
      action: 'OBSERVE',
      bizStep: 'shipping',
      disposition: 'in_transit',
      ...readPoint,
      bizTransactionList: [
        { type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:${plantGln}:${number}` },
        { type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:${plantGln}:${salesOrder}` },
      ],
      sourceList: [{ type: 'owning_party', source: pglnUrn(plantGln) }],
      destinationList: [{ type: 'owning_party', destination: pglnUrn(customer.gln) }],
    },
  };
}
