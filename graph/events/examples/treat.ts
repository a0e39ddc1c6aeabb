import { at, context, exampleEvent, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const treatExamples: readonly Example<'treat'>[] = [
  {
    title: 'Two valves cure in one oven load; they do not reach each other',
    event: exampleEvent('treat', 'mes:cure-55', {
      time: at('2026-03-02T12:00:00Z', '2026-03-02T14:00:00Z'),
      things: [{ thing: unit('VALVE-9', 'S000417') }, { thing: unit('VALVE-9', 'S000418') }],
      load: '55',
      step: 'cure',
      equipment: [context('equipment', 'OVEN-3')],
      process: context('process', 'CURE-80C rev 4'),
      values: [
        { characteristic: 'cure temperature', value: '80.4', type: 'decimal', unit: 'Cel', low: '78', high: '85' },
      ],
    }),
  },
];
