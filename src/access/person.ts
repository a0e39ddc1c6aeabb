import { userInfo } from 'node:os';

/**
 * Who sits at the keyboard, as the operating system knows him. This version has no accounts of its own; acts are kept under
 * this name.
 */
export function personHere(): string {
  return userInfo().username;
}
