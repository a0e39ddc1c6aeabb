import { at, context, exampleEvent, kg, lot } from './frame.ts';
import type { Example } from './frame.ts';

export const dispositionExamples: readonly Example<'disposition'>[] = [
  {
    title: 'What is left of a batch is held',
    event: exampleEvent('disposition', 'qms:hold-31', {
      time: at('2026-03-02T16:00:00Z'),
      things: [{ thing: lot('PC-700', 'B0815'), quantity: kg('3.2') }],
      decision: 'hold',
      reason: 'hardness below its limit',
      authority: context('person', 'p-17'),
    }),
  },
];
