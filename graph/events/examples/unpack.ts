import { at, exampleEvent, pallet, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const unpackExamples: readonly Example<'unpack'>[] = [
  {
    title: 'One valve is taken off a pallet',
    event: exampleEvent('unpack', 'pack:175', {
      time: at('2026-03-03T15:00:00Z'),
      container: pallet('095212340000000174'),
      contents: [{ thing: unit('VALVE-9', 'S000418') }],
    }),
  },
  {
    title: 'Everything is taken off: the pallet is empty',
    event: exampleEvent('unpack', 'pack:190', {
      time: at('2026-03-05T07:00:00Z'),
      container: pallet('095212340000000174'),
    }),
  },
];
