import { describe, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const besideTheProject = resolve(import.meta.dirname, '../../../shared/peers');

/** The folder with other people's documents and programs that tests may read: `WHENCE_PEERS`, or `../shared/peers` beside the project. */
export const peersFolder = process.env['WHENCE_PEERS'] ?? besideTheProject;

/** Where a peer's files are, whether they exist or not. */
export const peerPath = (...parts: string[]): string => join(peersFolder, ...parts);

export const hasPeer = (...parts: string[]): boolean => existsSync(peerPath(...parts));

/**
 * Tests against something that is not part of this project. Without it they are skipped and counted;
 * with `CI=true` they fail, because a check that quietly did not run is not a check.
 */
export function describePeer(name: string, available: boolean, body: () => void): void {
  if (available) {
    describe(name, body);
  } else if (process.env['CI'] === 'true') {
    test(`${name}: the peer is present`, () => {
      throw new Error(`${name} is not available. Set WHENCE_PEERS to the folder that holds it, or install it.`);
    });
  } else {
    describe.skip(name, body);
  }
}
