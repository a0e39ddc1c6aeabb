import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { WhenceError } from '../graph/errors.ts';
import { syncAgain } from '../graph/ledger/sqlite/synced-file.ts';
import { createPseudonym, examplePseudonyms } from './mapping/pseudonyms.ts';
import type { People, PseudonymSource } from './mapping/pseudonyms.ts';

const size = 32;

export const personKeyFile = (folder: string): string => join(folder, 'person.key');

/** The key of a data folder. Without it, and without names in records, nobody can tell who a pseudonym is. */
export function peopleOf(folder: string): People {
  const known: PseudonymSource = () => {
    const key = keyIn(folder);
    if (key === undefined) throw new WhenceError('PERSON_KEY_MISSING', { file: personKeyFile(folder) });
    return createPseudonym(key);
  };
  return {
    known,
    begun() {
      if (keyIn(folder) === undefined) makeKey(folder);
      return known();
    },
  };
}

/** For whoever reads all of a ledger again: nothing begins there, so a key is never made. */
export function knownPeopleOf(folder: string): People {
  const { known } = peopleOf(folder);
  return { known, begun: known };
}

/** For a reading of which nothing is kept: under the key of the folder if it has one. */
export const triedPseudonyms =
  (folder: string): PseudonymSource =>
  () => {
    const key = keyIn(folder);
    return key === undefined ? examplePseudonyms() : createPseudonym(key);
  };

function keyIn(folder: string): Uint8Array | undefined {
  const file = personKeyFile(folder);
  const bytes = bytesOf(file);
  if (bytes !== undefined && bytes.length !== size)
    throw new WhenceError('PERSON_KEY_BROKEN', { file, bytes: bytes.length });
  return bytes;
}

function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

// Whole before it has its name, and never in place of another: of two processes that begin at once, one makes the key.
function makeKey(folder: string): void {
  const unfinished = join(folder, `person.key.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(unfinished, 'wx', 0o600);
    try {
      writeSync(file, randomBytes(size));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(unfinished, personKeyFile(folder));
    syncAgain(personKeyFile(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}
