import { at, context, exampleEvent, kg, supplierLot, unit } from './frame.ts';
import type { Example } from './frame.ts';

export const receiveExamples: readonly Example<'receive'>[] = [
  {
    title: 'A supplier lot arrives for purchase: an origin',
    event: exampleEvent('receive', 'erp:receipt-5001', {
      time: { from: '2026-02-20T00:00:00Z', precision: 'day', basis: 'posting' },
      things: [{ thing: supplierLot('CHEMCO', 'RESIN-A', 'L2231'), quantity: kg('200') }],
      from: context('party', 'CHEMCO'),
      purpose: 'purchase',
      documents: [context('document', 'purchase order 450001')],
    }),
  },
  {
    title: 'A valve comes back: the same unit, no new one',
    event: exampleEvent('receive', 'erp:return-12', {
      time: at('2026-06-01T10:00:00Z'),
      things: [{ thing: unit('VALVE-9', 'S000417') }],
      from: context('party', 'CUSTOMER-7'),
      purpose: 'return',
    }),
  },
];
