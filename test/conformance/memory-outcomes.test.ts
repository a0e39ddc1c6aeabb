import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import { outcomesConformance } from './outcomes.ts';

outcomesConformance('Outcomes in memory', () => {
  const outcomes = createMemoryOutcomes();
  return Promise.resolve({ open: () => Promise.resolve(outcomes), remove: () => Promise.resolve() });
});
