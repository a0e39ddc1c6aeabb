import { WhenceError } from '../../errors.ts';

/** `suspect`: the file may not hold what it should; it must be opened anew and checked before anything else is kept. */
export type Failure = 'full' | 'busy' | 'suspect' | 'ours';

// https://www.sqlite.org/rescode.html, primary codes.
const failures: Readonly<Record<number, Failure>> = {
  5: 'busy',
  6: 'busy',
  8: 'suspect', // read-only
  10: 'suspect', // input or output
  11: 'suspect', // malformed
  13: 'full',
  14: 'suspect', // cannot open
  26: 'suspect', // not a database
};

const diskIsFull = new Set(['ENOSPC', 'EDQUOT']);

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return 'ours';
  const { errcode, code, syscall } = error as { errcode?: number; code?: string; syscall?: string };
  if (errcode !== undefined) return failures[errcode & 0xff] ?? 'ours';
  if (syscall === undefined || code === undefined) return 'ours';
  return diskIsFull.has(code) ? 'full' : 'suspect';
}

/** A file that cannot be opened, or was found damaged, stays suspect whatever is said of it. */
export function failureOfReopening(error: unknown): Failure {
  const failure = failureOf(error);
  return failure === 'ours' ? 'suspect' : failure;
}

/** What `append` rejects with. Errors of ours keep their code, and a defect stays visible as what it is. */
export function ledgerError(error: unknown): unknown {
  if (error instanceof WhenceError) return error;
  const failure = failureOf(error);
  if (failure === 'ours') return error;
  const says = error instanceof Error ? error.message : String(error);
  if (failure === 'full') return new WhenceError('LEDGER_FULL', { says }, { cause: error });
  return new WhenceError('LEDGER_IO', { says }, { cause: error });
}
