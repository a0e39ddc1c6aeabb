import { problem } from '../../../graph/errors.ts';
import type { ErrorCode, Problem, Result } from '../../../graph/errors.ts';
import { clipped } from '../framing.ts';

/** Ends reading from inside the parser's events; never leaves the folder (`withoutFault`). */
export class XmlFault extends Error {
  readonly problem: Problem;

  constructor(code: ErrorCode, says: string, path = '') {
    super(says);
    this.problem = problem(code, says, path === '' ? {} : { path: clipped(path) });
  }
}

export function withoutFault<T>(read: () => T): Result<T> {
  try {
    return { ok: read() };
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return { problem: error.problem };
  }
}
