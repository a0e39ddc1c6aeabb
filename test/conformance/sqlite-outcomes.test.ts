import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteOutcomes } from '../../graph/ledger/sqlite/sqlite-outcomes.ts';
import { outcomesConformance } from './outcomes.ts';

outcomesConformance('Outcomes in SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'whence-outcomes-'));
  return {
    open: () => Promise.resolve(openSqliteOutcomes(folder)),
    remove: () => rm(folder, { recursive: true }),
  };
});
