import { readFileSync } from 'node:fs';
import process from 'node:process';
import { WhenceError } from '../../errors.ts';

/** Where a secret is read when it is needed; it stands nowhere else. */
export type SecretRef = { readonly env: string } | { readonly file: string };

/** A database of a Neo4j server, and who we are there. Plain data, so that a thread can be told. */
export interface Neo4jPlace {
  /** `bolt:` for one server, `neo4j:` for a cluster; with `+s` over TLS. */
  readonly uri: string;
  readonly database: string;
  readonly user: string;
  readonly password: SecretRef;
  /** File with the certificate authority of a server whose certificate no public one has signed. */
  readonly certificateAuthority?: string;
}

export function readSecret(ref: SecretRef): string {
  const secret = 'env' in ref ? process.env[ref.env] : textOf(ref.file);
  if (secret !== undefined && secret !== '') return secret;
  throw new WhenceError('STORE_REFUSED', { says: 'The password cannot be read.', ...ref });
}

/** Editors and secret mounts end a file with a line break that is not part of the secret. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
