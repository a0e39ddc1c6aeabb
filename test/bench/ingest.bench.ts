import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './figure.ts';
import { Intake } from './intake.ts';
import { quantile, timeOf } from './rounds.ts';
import type { Bench, Setting } from './setting.ts';
import { bookingsFile, messageRecord, shopFloor } from './shop-floor.ts';

const rowsOfFile = 10_000;
const messagesAtOnce = 500;
const goal = { goal: 30_000, sense: 'at-least' } as const;

/** Events a second from raw bytes to what a question sees: kept, synced, mapped, applied. The least disturbed of three. */
export const bench: Bench = {
  figures: ['ingest.csv', 'ingest.json', 'ingest.rebuild'],
  async *run(setting) {
    const events = setting.isSmoke ? 200 : 100_000;
    const rates = { csv: [0], json: [0], rebuild: [0] };
    for (let round = 0; round < (setting.isSmoke ? 1 : 3); round++) {
      const taken = await takeIn(setting, round, events);
      for (const what of ['csv', 'json', 'rebuild'] as const) rates[what].push(taken[what]);
    }
    for (const what of ['csv', 'json', 'rebuild'] as const) {
      const named = { bench: `ingest.${what}`, size: what === 'rebuild' ? 2 * events : events, store: setting.store };
      yield measure(named, quantile(rates[what], 1), 'events/s', goal);
    }
  },
};

async function takeIn(
  setting: Setting,
  round: number,
  events: number,
): Promise<Record<'csv' | 'json' | 'rebuild', number>> {
  const { bookings, messages } = shopFloor();
  const inbox = setting.folder(`inbox-${round}`);
  mkdirSync(join(inbox, 'messages'), { recursive: true });
  writeBookings(join(inbox, 'bookings'), events);
  const records = Array.from({ length: events }, (_, n) => messageRecord(n));
  const intake = await Intake.open(setting.folder(`data-${round}`), [bookings, messages]);
  const rate = async (count: number, work: () => Promise<void>): Promise<number> =>
    (count * 1000) / (await timeOf(() => work().then(() => intake.settled())));
  const csv = await rate(events, () => intake.takeFiles(inbox));
  const json = await rate(events, () => intake.append(records, messagesAtOnce));
  const rebuild = await rate(2 * events, () => intake.rebuild());
  const statements = await intake.statements();
  await intake.close();
  if (statements !== 2 * events) throw new Error(`ingest: ${statements} of ${2 * events} events reached the graph`);
  return { csv, json, rebuild };
}

function writeBookings(folder: string, events: number): void {
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < events; first += rowsOfFile) {
    const name = `bookings-${String(first).padStart(8, '0')}.csv`;
    writeFileSync(join(folder, name), bookingsFile(first, Math.min(rowsOfFile, events - first)), 'latin1');
  }
}
