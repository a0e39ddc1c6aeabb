import { at, context, exampleEvent, lot, pieces } from './frame.ts';
import type { Example } from './frame.ts';

export const countExamples: readonly Example<'count'>[] = [
  {
    title: 'Opening stock at go-live: a declared origin',
    event: exampleEvent('count', 'wms:opening-1', {
      time: at('2026-01-01T06:00:00Z'),
      things: [{ thing: lot('SEAL-3', 'S01'), quantity: pieces('1200') }],
      at: context('place', 'STORE'),
      origin: 'opening',
    }),
  },
];
