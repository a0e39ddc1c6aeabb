import { isThingKind } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { View } from '../../graph/model/view.ts';
import type { AsOf, GraphStore, NodeDetail, StoredEdge } from '../../graph/store/store.ts';

export interface ShownQuantity {
  readonly quantity?: string;
  readonly unit?: string;
  readonly quantityReason?: 'several';
}

interface Amount {
  readonly statement: string;
  readonly quantity: string;
  readonly unit: string;
}

/** How much there is of a thing: what made it, what it was received with, or what was found at go-live says so. */
export async function quantities(
  view: View,
  store: GraphStore,
  asOf: AsOf,
  rows: readonly (readonly NodeDetail[])[],
): Promise<readonly ShownQuantity[]> {
  const things = rows.flat().filter(({ ref }) => isThingKind(ref.kind));
  const keys = things.map(({ key }) => key);
  const made = keys.length === 0 ? [] : await store.expand(view, asOf, keys, 'in');
  const byThing = Map.groupBy(
    made.filter(({ kind }) => kind === 'PRODUCED'),
    ({ to }) => to,
  );
  return rows.map((details) => theOne(details.flatMap((detail) => amountsOf(detail, byThing))));
}

function amountsOf(detail: NodeDetail, made: ReadonlyMap<ObjectKey, readonly StoredEdge[]>): readonly Amount[] {
  const produced = (made.get(detail.key) ?? []).flatMap(({ event, recordedAt, context, qty, unit }) =>
    context === 'planned' ? [] : amount(event, recordedAt, { qty, unit }),
  );
  const origins = detail.attributes.filter(({ name, context }) => name === 'origin' && context !== 'planned');
  const stated = origins.flatMap(({ event, recordedAt, value }) => amount(event, recordedAt, JSON.parse(value)));
  return [...produced, ...stated];
}

function amount(event: string, recordedAt: number, stated: unknown): readonly Amount[] {
  const { qty, unit } = stated as { readonly qty?: string | undefined; readonly unit?: string | undefined };
  if (qty === undefined || unit === undefined) return [];
  return [{ statement: `${event}.${String(recordedAt)}`, quantity: qty, unit }];
}

/** Never a sum: two statements may say the same thing twice. */
function theOne(amounts: readonly Amount[]): ShownQuantity {
  const [only] = amounts;
  if (only === undefined) return {};
  return amounts.length > 1 ? { quantityReason: 'several' } : { quantity: only.quantity, unit: only.unit };
}
