import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** A sender that posts its documents one after another, each again until it is told 202, as a real one would. */
export class Posting {
  /** By the id of the document's event, the ledger position that its sender was told. */
  readonly acknowledged = new Map<string, number>();
  readonly #documents: readonly string[];

  constructor(count: number) {
    this.#documents = Array.from({ length: count }, (_, n) => eventId(n));
  }

  /** Posts until the service is gone. */
  async some(url: string): Promise<void> {
    for (const id of this.#open()) {
      if (!(await this.#post(url, id))) return;
      await pause(randomInt(60));
    }
  }

  async all(url: string): Promise<void> {
    for (const id of this.#open()) if (!(await this.#post(url, id))) throw new Error(`${id} was not taken`);
  }

  *#open(): Generator<string> {
    for (const id of this.#documents) if (!this.acknowledged.has(id)) yield id;
  }

  async #post(url: string, id: string): Promise<boolean> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': id };
    const response = await fetch(`${url}/capture/line`, { method: 'POST', headers, body: document(id) }).catch(
      () => undefined,
    );
    if (response?.status !== 202) return false;
    const body = (await response.json().catch(() => undefined)) as { readonly captureID: string } | undefined;
    if (body === undefined) return false;
    this.acknowledged.set(id, Number(body.captureID.split('-')[0]));
    return true;
  }
}

const eventId = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function document(id: string): string {
  const number = Number(id.slice(-12));
  return JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-01T12:00:00Z',
    epcisBody: {
      eventList: [
        {
          type: 'ObjectEvent',
          eventID: id,
          eventTime: `2026-11-01T12:${String(number % 60).padStart(2, '0')}:00Z`,
          eventTimeZoneOffset: '+01:00',
          epcList: [`urn:epc:id:sgtin:9521234.00110.K${number}`],
          action: 'OBSERVE',
          bizStep: 'storing',
        },
      ],
    },
  });
}
