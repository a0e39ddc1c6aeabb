import { exampleEvent, material } from './frame.ts';
import type { Example } from './frame.ts';

export const declareExamples: readonly Example<'declare'>[] = [
  {
    title: 'A material: its unit, and that it is bought',
    event: exampleEvent('declare', 'erp:material-SEAL-3', {
      object: material('SEAL-3'),
      attributes: { description: 'Seal, FKM, 12 mm', unit: '{piece}', procurement: 'buy' },
      revisionOf: 'C',
    }),
  },
];
