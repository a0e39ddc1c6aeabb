import { at, context, exampleEvent, lot } from './frame.ts';
import type { Example } from './frame.ts';

export const moveExamples: readonly Example<'move'>[] = [
  {
    title: 'A batch goes from the store to the line',
    event: exampleEvent('move', 'wms:9', {
      time: at('2026-03-02T07:00:00Z'),
      things: [{ thing: lot('PC-700', 'B0815') }],
      from: context('place', 'COLD-STORE'),
      to: context('place', 'LINE-1'),
    }),
  },
];
