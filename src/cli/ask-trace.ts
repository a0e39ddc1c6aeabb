import { isStoreAway } from '../../graph/errors.ts';
import type { Refused, Trace } from './answers.ts';
import { traceDocument } from './documents.ts';
import { ask } from './door.ts';
import type { Door } from './door.ts';

interface Asked {
  readonly trace: Trace | Refused;
}

/** A trace with its digest; while the graph store is away without, since that is taken of what the store holds of each edge. */
export async function askTrace(door: Door, variables: object): Promise<Trace | Refused> {
  try {
    return (await ask<Asked>(door, traceDocument, variables)).trace;
  } catch (error) {
    if (!isStoreAway(error)) throw error;
    return (await ask<Asked>(door, traceDocument, { ...variables, withDigest: false })).trace;
  }
}
