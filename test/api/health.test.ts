import { expect, test } from '@jest/globals';
import { WhenceError } from '../../graph/errors.ts';
import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { evidenceOf } from '../../src/ledger-evidence.ts';
import { readHealth } from '../../src/server/health.ts';
import { createTraces } from '../../trace/local-traces.ts';
import { createApiPlant } from './api-plant.ts';

test('what is seen from outside and told from inside is one condition, in the words of whoever knows more', async () => {
  const { ledger, outcomes, store } = await createApiPlant();
  const traces = createTraces(new FlowIndex(), store, evidenceOf(ledger.reader, outcomes));
  store.position = () => Promise.reject(new WhenceError('STORE_UNAVAILABLE'));
  const { conditions } = await readHealth({
    queries: { ledger: ledger.reader, outcomes, store, traces },
    conditions: () => [
      { code: 'STORE_UNAVAILABLE', about: 'connection refused' },
      { code: 'SOURCE_DOWN', about: 'mes is down' },
      { code: 'SOURCE_DOWN', about: 'erp is down' },
    ],
  });
  const told = conditions.map(({ code, about }) => [code, about]);
  expect(told.filter(([code]) => code === 'STORE_UNAVAILABLE')).toEqual([['STORE_UNAVAILABLE', 'connection refused']]);
  expect(told.filter(([code]) => code === 'SOURCE_DOWN')).toHaveLength(2);
});

test('a store that stands before what was written to it is said to have lost something', async () => {
  const { ledger, outcomes, store } = await createApiPlant();
  const traces = createTraces(new FlowIndex(), store, evidenceOf(ledger.reader, outcomes));
  const position = await store.position();
  const codesWhen = async (written: number): Promise<readonly string[]> => {
    const queries = { ledger: ledger.reader, outcomes, store, traces, written: () => written };
    return (await readHealth({ queries })).conditions.map(({ code }) => code);
  };
  expect(await codesWhen(position)).not.toContain('STORE_BEHIND');
  expect(await codesWhen(position + 1)).toContain('STORE_BEHIND');
});
