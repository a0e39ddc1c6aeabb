import type { EventKey } from '../changes.ts';

/**
 * 48 bits of an event key, as a number to find it by. The key is a digest, so that its first letters are as good as any; who
 * looks up by the number compares the key too.
 */
export function eventHash(event: EventKey): number {
  let bits = 0;
  for (let i = 0; i < 8; i++) bits = bits * 64 + ((event.charCodeAt(i) || 0) & 63);
  return bits;
}
