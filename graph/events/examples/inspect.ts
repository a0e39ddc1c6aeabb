import { at, context, exampleEvent, lot, sample, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const inspectExamples: readonly Example<'inspect'>[] = [
  {
    title: 'A test stand measures a valve',
    event: exampleEvent('inspect', 'stand-2:S000417', {
      time: at('2026-03-03T08:12:00Z'),
      subjects: [{ object: unit('VALVE-9', 'S000417') }],
      results: [
        {
          characteristic: 'leakage',
          value: '0.02',
          type: 'decimal',
          unit: 'mL/min',
          high: '0.05',
          verdict: 'pass',
          retest: 0,
        },
      ],
      verdict: 'pass',
      equipment: [context('equipment', 'STAND-2')],
    }),
  },
  {
    title: 'The laboratory tests a sample of a batch: its result speaks for the batch',
    event: exampleEvent('inspect', 'lims:901', {
      time: at('2026-03-02T10:00:00Z'),
      subjects: [{ object: sample('901'), sampleOf: [lot('PC-700', 'B0815')] }],
      results: [{ characteristic: 'hardness', value: '61', type: 'decimal', unit: '1', low: '70', verdict: 'fail' }],
      verdict: 'fail',
    }),
  },
];
