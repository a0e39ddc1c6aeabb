import { at, exampleEvent, pallet, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const packExamples: readonly Example<'pack'>[] = [
  {
    title: 'Two valves onto a pallet',
    event: exampleEvent('pack', 'pack:174', {
      time: at('2026-03-03T11:00:00Z'),
      container: pallet('095212340000000174'),
      contents: [{ thing: unit('VALVE-9', 'S000417') }, { thing: unit('VALVE-9', 'S000418') }],
    }),
  },
];
