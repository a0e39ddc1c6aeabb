import neo4j from 'neo4j-driver';
import type { Integer } from 'neo4j-driver';

/** As the server's integer: the driver sends every number of JavaScript as a float. */
export function integer(value: number): Integer {
  return neo4j.int(value);
}
