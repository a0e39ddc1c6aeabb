import type { GraphQLResolveInfo } from 'graphql';
import { selects } from '../selects.ts';
import type { RowWants } from './rows.ts';

/** What of the rows below a field costs a store call of its own, and is asked for. */
export function wantsOf(info: GraphQLResolveInfo, ...path: readonly string[]): RowWants {
  const asks = (...fields: readonly string[]) => fields.some((field) => selects(info, ...path, field));
  return { events: asks('events', 'eventCount'), quantity: asks('quantity', 'unit', 'quantityReason') };
}

/** The same for the rows of problems: near misses and readings. */
export function wantsOfRows(info: GraphQLResolveInfo): RowWants {
  const wants = [wantsOf(info, 'near'), wantsOf(info, 'readings', 'matches'), wantsOf(info, 'matches')];
  return { events: wants.some(({ events }) => events), quantity: wants.some(({ quantity }) => quantity) };
}
