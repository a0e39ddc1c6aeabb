import { WhenceError, storeAwayCodes } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';

const passing: readonly ErrorCode[] = [...storeAwayCodes, 'STORE_BEHIND', 'DISK_FULL', 'LEDGER_IO', 'LEDGER_FULL'];

const ofNoRecord: readonly ErrorCode[] = [
  ...passing,
  'FENCED',
  'GRAPH_OF_ANOTHER_LEDGER',
  'GRAPH_VERSION',
  'BATCH_ORDER',
];

/** Faults that pass: the same batch is tried again. */
export function isPassing(error: unknown): error is WhenceError {
  return error instanceof WhenceError && passing.includes(error.code);
}

/** Whether what a record says may be at fault. Faults that nobody knows are not blamed on data. */
export function mayBeOfRecord(error: unknown): boolean {
  return error instanceof WhenceError && !ofNoRecord.includes(error.code);
}
