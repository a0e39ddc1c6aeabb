import { at, context, exampleEvent, kg, lot, material, pieces, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const transformExamples: readonly Example<'transform'>[] = [
  {
    title: 'A blended batch: every output has every input',
    event: exampleEvent('transform', 'mes:mix-0815', {
      time: at('2026-03-02T06:10:00Z', '2026-03-02T06:55:00Z'),
      inputs: [
        { thing: lot('RES-10', 'R2231'), quantity: kg('18.50') },
        { thing: lot('RES-10', 'R2240'), quantity: kg('1.500') },
        { thing: lot('HARD-2', 'H0077'), quantity: kg('4.00') },
      ],
      outputs: [{ thing: lot('PC-700', 'B0815'), quantity: kg('24.0') }],
      equipment: [context('equipment', 'MIXER-1')],
      order: context('order', '4711'),
      values: [{ characteristic: 'mixing temperature', value: '23.5', type: 'decimal', unit: 'Cel' }],
    }),
  },
  {
    title: 'Depanelling: which board came from which place of which panel',
    event: exampleEvent('transform', 'mes:depanel-12', {
      time: at('2026-03-02T08:00:00Z'),
      inputs: [{ thing: unit('PANEL', 'P12') }, { thing: unit('PANEL', 'P13') }],
      outputs: [{ thing: unit('BOARD', 'A1') }, { thing: unit('BOARD', 'A2') }, { thing: unit('BOARD', 'A3') }],
      links: [
        { input: 0, output: 0 },
        { input: 0, output: 1 },
        { input: 1, output: 2 },
      ],
    }),
  },
  {
    title: 'Two lots of one counted material, ten valves, no links: which valve got which is not known',
    event: exampleEvent('transform', 'erp:issue-4711', {
      time: { from: '2026-03-02T15:00:00Z', precision: 'day', basis: 'posting' },
      inputs: [
        { thing: lot('SEAL-3', 'S88'), quantity: pieces('6'), method: 'backflush' },
        { thing: lot('SEAL-3', 'S89'), quantity: pieces('4'), method: 'backflush' },
      ],
      outputs: [{ thing: lot('VALVE-9', '4711'), quantity: pieces('10') }],
    }),
  },
  {
    title: 'Two batches stood open at the station; at least one of them was used',
    event: exampleEvent('transform', 'mes:pot-9', {
      time: at('2026-03-02T09:30:00Z'),
      inputs: [
        { thing: lot('PC-700', 'B0815'), choice: 'compound', choiceKind: 'at least one' },
        { thing: lot('PC-700', 'B0816'), choice: 'compound', choiceKind: 'at least one' },
        { material: material('SCREW-M4'), quantity: pieces('4'), method: 'backflush' },
      ],
      outputs: [{ thing: unit('VALVE-9', 'S000417') }],
    }),
  },
  {
    title: 'One run reported in parts: what went in and what came out share its number',
    event: exampleEvent('transform', 'mes:run-5-in', {
      time: at('2026-03-02T10:00:00Z'),
      transformationId: 'urn:uuid:5b9d2c1e-3c53-4a9c-9d0e-0f3b8b6c7a11',
      inputs: [{ thing: lot('STEEL', 'C1'), quantity: kg('100') }],
    }),
  },
];
