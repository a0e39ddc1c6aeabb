import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerReader } from '../graph/ledger/ledger.ts';
import { openSqliteOutcomesReader } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { knownPeopleOf } from '../ingest/person-key-file.ts';
import { SourcesInEffect } from '../ingest/pipeline/sources-in-effect.ts';

/**
 * Before anything is begun or removed: where records were read under a key of pseudonyms, it must be there. Throws
 * `PERSON_KEY_MISSING`; a plan that has read nothing yet begins with a new key.
 */
export function mustHavePersonKey(data: string, ledger: LedgerReader): void {
  if (!existsSync(join(data, 'outcomes.db'))) return;
  const outcomes = openSqliteOutcomesReader(data);
  try {
    // Compiling what is in effect asks for the key where a plan needs it.
    new SourcesInEffect(ledger, outcomes.stages(), knownPeopleOf(data));
  } finally {
    outcomes.close();
  }
}
