import { writeSync } from 'node:fs';
import process from 'node:process';
import type { RawRecord } from '../../graph/ledger/ledger.ts';
import { openSqliteLedger, openSqliteLedgerHere } from '../../graph/ledger/sqlite/sqlite-ledger.ts';

// node ledger-child.ts <folder> <own|here> <last> [calls]: a source that is read into a ledger, in commits of many sizes, and says
// what has been acknowledged. It goes on from its cursor and, as a careful source does, repeats a little of what came before.
const [folder, thread, until, calls = '2'] = process.argv.slice(2) as [string, string, string, string?];
const last = Number(until);
const source = { source: 'mes', partition: 'line 4' };
const ledger = thread === 'own' ? await openSqliteLedger(folder) : openSqliteLedgerHere(folder);

function row(n: number): RawRecord {
  const body = Buffer.from(`row ${n} `.repeat(n % 97 === 0 ? 6000 : 1 + (n % 40)));
  return { ...source, position: String(n), body, contentType: 'text/plain', headers: { n: String(n) } };
}

function rows(first: number, count: number): readonly RawRecord[] {
  return Array.from({ length: Math.min(count, last - first + 1) }, (_, i) => row(first + i));
}

async function append(first: number, count: number): Promise<void> {
  const records = rows(first, count);
  const end = first + records.length - 1;
  await ledger.append(records, [{ ...source, state: String(end) }]);
  writeSync(1, `${end}\n`);
}

const begin = Number(ledger.reader.cursor('mes', 'line 4') ?? 0);
writeSync(1, 'ready\n');
for (let next = Math.max(1, begin - 5), round = 1; next <= last; round++) {
  // Two calls on their way at a time: they may share a commit or not. Where one may be refused and the next kept, only one.
  const sizes = [1 + ((round * 7) % 23), 1 + ((round * 5) % 11)] as const;
  const appended = [append(next, sizes[0])];
  if (calls === '2' && next + sizes[0] <= last) appended.push(append(next + sizes[0], sizes[1]));
  for (const { status, ...result } of await Promise.allSettled(appended)) {
    if (status === 'rejected') {
      const says = String((result as { reason: unknown }).reason);
      writeSync(2, `${says}\n`);
      // After three failures in ten minutes the ledger takes nothing more: somebody has to start it anew.
      if (says.includes('intake has stopped')) process.exit(3);
    } else next = Math.max(next, Number(ledger.reader.cursor('mes', 'line 4')) + 1);
  }
}
await ledger.close();
writeSync(1, 'done\n');
