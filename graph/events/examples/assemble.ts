import { at, context, exampleEvent, lot, material, pieces, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const assembleExamples: readonly Example<'assemble'>[] = [
  {
    title: 'A sensor and a lot of seals go into a valve; the screws carry no lot',
    event: exampleEvent('assemble', 'mes:asm-417', {
      time: at('2026-03-02T09:00:00Z'),
      assembly: unit('VALVE-9', 'S000417'),
      parts: [
        { thing: unit('SENSOR-2', 'X9'), position: ['B1'], method: 'scan' },
        { thing: lot('SEAL-3', 'S88'), quantity: pieces('2'), position: ['D1', 'D2'] },
        { material: material('SCREW-M4'), quantity: pieces('4') },
      ],
      equipment: [context('equipment', 'STATION-20')],
    }),
  },
];
