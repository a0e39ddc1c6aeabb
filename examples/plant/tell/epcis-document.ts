import { utc } from '../calendar.ts';
import type { Instant } from '../calendar.ts';

/** One EPCIS 2.0 event, fields in the order in which they are written. */
export type EpcisEvent = Readonly<Record<string, unknown>>;

export function epcisDocument(events: readonly EpcisEvent[], createdAt: Instant): string {
  const document = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: utc(createdAt),
    epcisBody: { eventList: events },
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

/** Ids as a capture application gives them: unique, without meaning, and here the same on every run. */
export function eventIds(node: string): () => string {
  let n = 0;
  return () => `urn:uuid:9521234a-26e0-4f1d-8a00-${node}${(++n).toString(16).padStart(8, '0')}`;
}
