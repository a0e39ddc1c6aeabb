import type { ErrorCode } from '../../graph/errors.ts';

/** What the caller of a command may rely on. */
export const exitCode = {
  ok: 0,
  error: 1,
  usage: 2,
  notFound: 3,
  /** Answered, but truncated or gapped. */
  partial: 4,
  checkFailed: 5,
  notPermitted: 6,
  unavailable: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const codes: Partial<Record<ErrorCode, ExitCode>> = {
  ANSWER_GONE: exitCode.notFound,
  BAD_CURSOR: exitCode.usage,
  BAD_USER_INPUT: exitCode.usage,
  BIND_REFUSED: exitCode.notPermitted,
  DATA_EMPTY: exitCode.notFound,
  DATA_IN_USE: exitCode.unavailable,
  FOREIGN_HOST: exitCode.notPermitted,
  FOREIGN_ORIGIN: exitCode.notPermitted,
  LEDGER_FULL: exitCode.unavailable,
  LEDGER_IO: exitCode.unavailable,
  NOT_READY: exitCode.unavailable,
  PLAN_EXAMPLE: exitCode.checkFailed,
  PLAN_NOT_PROPOSED: exitCode.notPermitted,
  PORT_IN_USE: exitCode.unavailable,
  REASON_REQUIRED: exitCode.usage,
  RULES_NEED_REASON: exitCode.usage,
  SELF_APPROVAL: exitCode.notPermitted,
  SERVER_UNREACHABLE: exitCode.unavailable,
  STORE_HALTED: exitCode.unavailable,
  STORE_REFUSED: exitCode.unavailable,
  STORE_UNAVAILABLE: exitCode.unavailable,
};

export const exitCodeOf = (code: ErrorCode): ExitCode => codes[code] ?? exitCode.error;
