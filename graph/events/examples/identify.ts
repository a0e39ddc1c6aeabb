import { at, exampleEvent, lot, sublot, supplierLot, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const identifyExamples: readonly Example<'identify'>[] = [
  {
    title: 'Two numbers of one lot',
    event: exampleEvent('identify', 'mes:alias-1', {
      same: [lot('RES-10', 'R2231'), lot('RES-10', 'RES/2231')],
      method: 'label',
    }),
  },
  {
    title: 'A guess that waits for a decision',
    event: exampleEvent('identify', 'guess:2', {
      same: [lot('RES-10', 'R2231'), lot('RES-10', 'R2213')],
      certainty: 'inferred',
    }),
  },
  {
    title: 'They are not one thing',
    event: exampleEvent('identify', 'decision:3', {
      same: [lot('RES-10', 'R2231'), lot('RES-10', 'R2213')],
      are: false,
    }),
  },
  {
    title: 'A label was printed; nothing was made under it yet',
    event: exampleEvent('identify', 'printer:8', { same: [unit('VALVE-9', 'S000999')] }),
  },
  {
    title: 'The reels of a lot',
    event: exampleEvent('identify', 'wms:reels-88', {
      time: at('2026-02-21T08:00:00Z'),
      members: { of: lot('SEAL-3', 'S88'), things: [sublot('SEAL-3', 'S88/1'), sublot('SEAL-3', 'S88/2')] },
    }),
  },
  {
    title: 'One supplier lot became two internal lots',
    event: exampleEvent('identify', 'wms:relabel-4', {
      time: at('2026-02-20T09:00:00Z'),
      relabel: {
        from: supplierLot('CHEMCO', 'RESIN-A', 'L2231'),
        to: [lot('RES-10', 'R2231'), lot('RES-10', 'R2232')],
      },
    }),
  },
];
