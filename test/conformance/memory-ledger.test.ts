import { createMemoryLedger, MemoryKept } from '../../graph/ledger/memory/memory-ledger.ts';
import { ledgerConformance } from './ledger.ts';

ledgerConformance('The ledger in memory', () => {
  const kept = new MemoryKept();
  return Promise.resolve({
    open: () => Promise.resolve(createMemoryLedger({ now: Date.now, kept })),
    remove: () => Promise.resolve(),
  });
});
