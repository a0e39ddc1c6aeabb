import type { GraphQLResolveInfo } from 'graphql';
import { selects } from '../selects.ts';
import type { RowWants } from './rows.ts';

/** What of the rows below a field costs a store call, and is asked for. */
export function wantsOf(info: GraphQLResolveInfo, ...path: readonly string[]): RowWants {
  const asks = (...fields: readonly string[]) => fields.some((field) => selects(info, ...path, field));
  const events = asks('events', 'eventCount');
  const quantity = asks('quantity', 'unit', 'quantityReason');
  return { events, quantity, details: events || quantity || asks('label', 'material', 'site', 'customers') };
}

/** The same for the rows of problems: near misses and readings. */
export function wantsOfRows(info: GraphQLResolveInfo): RowWants {
  const wants = [wantsOf(info, 'near'), wantsOf(info, 'readings', 'matches'), wantsOf(info, 'matches')];
  return {
    details: wants.some(({ details }) => details),
    events: wants.some(({ events }) => events),
    quantity: wants.some(({ quantity }) => quantity),
  };
}
