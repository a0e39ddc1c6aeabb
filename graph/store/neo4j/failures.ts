import { WhenceError } from '../../errors.ts';

/**
 * What the driver throws, as one of ours: not let in, refused for what it says, halted, or away. Whatever is not plainly our own
 * mistake may pass, and is tried again by whoever asked.
 */
export function asFailure(error: unknown, uri: string): unknown {
  if (error instanceof WhenceError)
    return error.code === 'SECRET_MISSING'
      ? new WhenceError('STORE_REFUSED', { uri, says: 'The password is not there', place: error.details['place'] })
      : error;
  const { code = '', message = String(error) } = error as { readonly code?: string; readonly message?: string };
  if (refusals.some((start) => code.startsWith(start)))
    return new WhenceError('STORE_REFUSED', { uri, says: message, code }, { cause: error });
  if (code === cannotLog || hasHalted.test(message))
    return new WhenceError('STORE_HALTED', { uri, says: message, code }, { cause: error });
  if (code.startsWith('Neo.ClientError.Statement') || code.startsWith('Neo.ClientError.Schema')) return error;
  return new WhenceError('STORE_UNAVAILABLE', { uri, says: message, code }, { cause: error });
}

const refusals = [
  'Neo.ClientError.Security',
  'Neo.ClientError.Database.DatabaseNotFound',
  'Neo.ClientError.Request.Invalid',
];

// After a full disk the server refuses everything, under a code that says only that no transaction could begin.
const cannotLog = 'Neo.DatabaseError.Transaction.TransactionLogError';
const hasHalted = /critical error, and needs to be restarted/;

/** Our own word for it, since the server says it too late. */
export function waitedTooLong(uri: string): WhenceError {
  const says = 'It did not come to what was written last in time.';
  return new WhenceError('STORE_UNAVAILABLE', { uri, says, code: bookmarkTimeout });
}

/** The server does not know, or does not come to, what it was told to wait for. */
export function isOfBookmarks(error: unknown): boolean {
  return error instanceof WhenceError && ofBookmarks.includes(error.details['code'] as string);
}

const bookmarkTimeout = 'Neo.TransientError.Transaction.BookmarkTimeout';

const ofBookmarks = [
  bookmarkTimeout,
  'Neo.ClientError.Transaction.InvalidBookmark',
  'Neo.ClientError.Transaction.InvalidBookmarkMixture',
];
