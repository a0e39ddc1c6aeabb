import { at, context, exampleEvent } from './frame.ts';
import type { Example } from './frame.ts';

export const observeExamples: readonly Example<'observe'>[] = [
  {
    title: 'The oven over one load, in aggregates and with a pointer to the series',
    event: exampleEvent('observe', 'historian:oven-3/55', {
      time: at('2026-03-02T12:00:00Z', '2026-03-02T14:00:00Z'),
      of: [context('equipment', 'OVEN-3')],
      characteristic: 'air temperature',
      unit: 'Cel',
      min: '79.1',
      max: '81.0',
      mean: '80.2',
      count: 7200,
      pointer: 'historian://oven-3/air?load=55',
    }),
  },
];
