import { problem } from '../../../graph/errors.ts';
import type { ErrorCode, Result } from '../../../graph/errors.ts';
import { clipped } from '../framing.ts';

/** Ends reading from any depth; never leaves the folder (`withoutFault`). */
export class JsonFault extends Error {
  readonly code: ErrorCode;
  readonly at: { readonly path?: string; readonly value?: string };

  constructor(code: ErrorCode, says: string, at: { readonly path?: string; readonly value?: string } = {}) {
    super(says);
    this.code = code;
    this.at = at;
  }
}

export function withoutFault<T>(read: () => T): Result<T> {
  try {
    return { ok: read() };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { path, value } = error.at;
    const where = {
      ...(path === undefined ? {} : { path: clipped(path) }),
      ...(value === undefined ? {} : { value: clipped(value) }),
    };
    return { problem: problem(error.code, error.message, where) };
  }
}
