import { expect, test } from '@jest/globals';
import { createMemoryLedger } from '../graph/ledger/memory/memory-ledger.ts';
import { createMemoryOutcomes } from '../graph/ledger/memory/memory-outcomes.ts';
import { viewOf, viewOfEverything } from '../graph/model/view-authority.ts';
import { evidenceFor } from './evidence.ts';

test('S12 S13: a reader with a limited view sees of the ledger what he would see of an empty one', async () => {
  const ledger = createMemoryLedger({ now: () => 0 });
  const outcomes = createMemoryOutcomes();
  const body = new TextEncoder().encode('{}');
  await ledger.append([
    { source: 'mes', partition: 'p', position: '1', body, contentType: 'application/json', headers: {} },
  ]);
  outcomes.write([{ seq: 1, source: 'mes', kind: 'applied', decidedAt: 1 }], 1);
  const all = evidenceFor(viewOfEverything(), ledger.reader, outcomes);
  const limited = evidenceFor(viewOf(['common']), ledger.reader, outcomes);
  const nobody = evidenceFor(viewOf([]), createMemoryLedger({ now: () => 0 }).reader, createMemoryOutcomes());
  const shown = (of: typeof all) => [
    of.record(1),
    of.receivedAt(1),
    of.sources(),
    of.outcomes(),
    of.quarantinedAt(9),
    of.groups(),
    of.sample('x', 5),
  ];
  expect(shown(all)[0]).toBeDefined();
  expect(shown(limited)).toEqual(shown(nobody));
});
