import { dayStamp, hour, utc } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { plantGln, suppliers } from '../company.ts';
import { boardGtin, pglnUrn, sgtinLink } from '../gs1.ts';
import type { BoardRun, Plant } from '../plant.ts';
import type { Sink } from '../sink.ts';
import { epcisDocument, eventIds } from './epcis-document.ts';
import type { EpcisEvent } from './epcis-document.ts';

/** The electronics supplier sends its own records along: which boards it made and sent. Digital Links, times in UTC. */
export function tellBoards({ boardRuns }: Plant, sink: Sink): void {
  const id = eventIds('b0a4');
  const days = Map.groupBy(boardRuns, ({ sentAt }) => dayStamp(sentAt));
  for (const [day, runs] of days) {
    const events = runs.flatMap((run) => [made(run, id()), sent(run, id())]);
    sink.write(`supplier/SOEMMERHOLZ_${day}.jsonld`, epcisDocument(events, runs.at(-1)!.sentAt + hour));
  }
}

const maker = `https://id.gs1.org/417/${suppliers.electronics.gln}`;

const happened = (at: Instant, eventID: string, run: BoardRun): EpcisEvent => ({
  type: 'ObjectEvent',
  eventID,
  eventTime: utc(at),
  eventTimeZoneOffset: '+00:00',
  epcList: run.serials.map((serial) => sgtinLink(boardGtin, serial)),
});

const made = (run: BoardRun, eventID: string): EpcisEvent => ({
  ...happened(run.madeAt, eventID, run),
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
});

const sent = (run: BoardRun, eventID: string): EpcisEvent => ({
  ...happened(run.sentAt, eventID, run),
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  bizTransactionList: [{ type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:${plantGln}:${run.purchaseOrder}` }],
  sourceList: [{ type: 'owning_party', source: maker }],
  destinationList: [{ type: 'owning_party', destination: pglnUrn(plantGln) }],
});
