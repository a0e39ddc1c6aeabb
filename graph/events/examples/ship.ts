import { at, context, exampleEvent, pallet } from './frame.ts';
import type { Example } from './frame.ts';

export const shipExamples: readonly Example<'ship'>[] = [
  {
    title: 'A pallet leaves for a customer; it means what it then held',
    event: exampleEvent('ship', 'erp:delivery-80001', {
      time: at('2026-03-04T05:30:00Z'),
      things: [{ thing: pallet('095212340000000174') }],
      from: context('party', 'valveworks'),
      to: context('party', 'CUSTOMER-7'),
      purpose: 'sale',
      documents: [context('document', 'delivery 80001')],
    }),
  },
];
