import type { SecretRef } from '../../secret/secret.ts';

/** A database of a Neo4j server, and who we are there. Plain data, so that a thread can be told. */
export interface Neo4jPlace {
  /** `bolt:` for one server, `neo4j:` for a cluster; with `+s` over TLS. */
  readonly uri: string;
  readonly database: string;
  readonly user: string;
  /** A file by its whole path. */
  readonly password: SecretRef;
  /** File with the certificate authority of a server whose certificate no public one has signed. */
  readonly certificateAuthority?: string;
}
