import type { Neo4jPlace } from '../../graph/store/neo4j/neo4j-place.ts';

/** The same place as the environment of a service says it. */
export function neo4jSettings({ uri, database, user, password }: Neo4jPlace): Readonly<Record<string, string>> {
  return {
    WHENCE__STORE__NEO4J__URI: uri,
    WHENCE__STORE__NEO4J__DATABASE: database,
    WHENCE__STORE__NEO4J__USER: user,
    ...('file' in password
      ? { WHENCE__STORE__NEO4J__PASSWORD__FILE: password.file }
      : { WHENCE__STORE__NEO4J__PASSWORD__ENV: password.env }),
  };
}
