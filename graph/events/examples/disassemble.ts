import { at, exampleEvent, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const disassembleExamples: readonly Example<'disassemble'>[] = [
  {
    title: 'A sensor is taken out in service',
    event: exampleEvent('disassemble', 'svc:77', {
      context: 'maintained',
      time: at('2026-05-11T13:20:00Z'),
      assembly: unit('VALVE-9', 'S000417'),
      parts: [{ thing: unit('SENSOR-2', 'X9'), position: ['B1'] }],
    }),
  },
];
