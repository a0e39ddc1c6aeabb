import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger, RawRecord } from '../../graph/ledger/ledger.ts';
import { openSqliteLedger } from '../../graph/ledger/sqlite/sqlite-ledger.ts';
import { comparison, measure } from './figure.ts';
import { interleaved, timeOf } from './rounds.ts';
import type { Bench } from './setting.ts';

const body = Buffer.from(`4711;PC-700;B0815;${'x'.repeat(180)}`);
const headers = { file: 'operations-2026-03-14.csv' };
const pageSize = 1000;

/** What it costs to be told "kept": against one sync of the same disk, alone and in company; and how fast it is read again. */
export const bench: Bench = {
  figures: ['ledger.ack', 'ledger.together-64', 'ledger.together-1000', 'ledger.append', 'ledger.replay'],
  async *run({ folder, size: ofGraph, store, wants, isSmoke }) {
    const here = folder('ledger');
    const ledger = await openSqliteLedger(here);
    const count = isSmoke ? 2000 : 200_000;
    const rounds = { rounds: isSmoke ? 3 : 501, warmUp: isSmoke ? 0 : 50 };
    const named = (bench: string, size = count) => ({ bench, size: bench === 'ledger.ack' ? ofGraph : size, store });
    const appender = new Appender(ledger);
    if (wants('ledger.ack')) {
      const file = openSync(join(here, 'sync'), 'w');
      const [ours, theirs] = await interleaved([() => appender.one(), () => syncOf(file)], rounds);
      closeSync(file);
      yield comparison(named('ledger.ack'), ours!, ['one fsync', theirs!], { goal: 3, sense: 'at-most' });
    }
    for (const together of [64, 1000]) {
      const bench = `ledger.together-${together}`;
      if (!wants(bench)) continue;
      const alone = isSmoke ? 20 : 200;
      const many = async (): Promise<void> => appender.together(together * 10, together);
      const few = async (): Promise<void> => appender.together(alone, 1);
      const [ours, theirs] = await interleaved([many, few], { rounds: isSmoke ? 1 : 5, warmUp: 0 });
      const per = ({ min, median }: { min: number; median: number }, of: number) => ({
        min: min / of,
        median: median / of,
      });
      const against = ['one at a time, a record', per(theirs!, alone)] as const;
      const goal = { goal: together === 64 ? 15 : 50, sense: 'at-least' } as const;
      yield comparison(named(bench), per(ours!, together * 10), against, goal);
    }
    const appended = await timeOf(() => appender.batches(count));
    yield measure(named('ledger.append'), (count * 1000) / appended, 'records/s', { goal: 10_000, sense: 'at-least' });
    const [read, took] = await replayOf(ledger);
    yield measure(named('ledger.replay', read), (read * 1000) / took, 'records/s', {
      goal: 50_000,
      sense: 'at-least',
    });
    await ledger.close();
  },
};

/** Appends records that were never there before. */
class Appender {
  readonly #ledger: Ledger;
  #next = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async one(): Promise<void> {
    await this.#ledger.append([this.#record()]);
  }

  /** So many records, one a call, so many calls on their way at any time. */
  async together(count: number, outstanding: number): Promise<void> {
    const end = this.#next + count;
    const lane = async (): Promise<void> => {
      while (this.#next < end) await this.one();
    };
    await Promise.all(Array.from({ length: outstanding }, lane));
  }

  async batches(count: number, outstanding = 4): Promise<void> {
    const end = this.#next + count;
    const lane = async (): Promise<void> => {
      while (this.#next < end) await this.#ledger.append(Array.from({ length: pageSize }, () => this.#record()));
    };
    await Promise.all(Array.from({ length: outstanding }, lane));
  }

  #record(): RawRecord {
    const position = String(this.#next++).padStart(9, '0');
    return { source: 'mes', partition: 'line 4', position, body, contentType: 'text/csv', headers };
  }
}

function syncOf(file: number): void {
  writeSync(file, page);
  fsyncSync(file);
}

const page = Buffer.alloc(4096);

async function replayOf(ledger: Ledger): Promise<readonly [records: number, ms: number]> {
  let seq = 0;
  const took = await timeOf(() => {
    for (let read = ledger.reader.read(0, pageSize); read.length > 0; read = ledger.reader.read(seq, pageSize))
      seq = read.at(-1)!.seq;
  });
  return [seq, took];
}
