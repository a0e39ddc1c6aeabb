import { isStoreAway } from '../../graph/errors.ts';
import type { ObjectKey, ObjectKind, ObjectRef } from '../../graph/model/object-ref.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { AsOf, NodeDetail, StoredEdge } from '../../graph/store/store.ts';
import type { AnswerRow } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import type { Row } from '../schema/row.ts';
import { rowEvents } from './row-events.ts';
import type { RowEvents } from './row-events.ts';
import { labelOf, labelOfKey } from './label.ts';
import { quantities } from './quantity.ts';
import type { ShownQuantity } from './quantity.ts';

/** A row before it is hydrated: of an answer, or any object by its keys alone. */
export interface RowSeed extends Partial<Pick<AnswerRow, 'depth' | 'inclusion' | 'reason' | 'extent'>> {
  readonly id: ObjectKey;
  readonly keys: readonly ObjectKey[];
  readonly customers?: readonly ObjectKey[];
  readonly starts?: readonly number[];
}

/** What of a row costs a store call of its own, and whether it is asked for. */
export interface RowWants {
  /** Anything that its keys alone do not say. */
  readonly details: boolean;
  readonly events: boolean;
  readonly quantity: boolean;
}

/** Hydrates a page: one store call a type of thing, however many rows (A16). */
export async function showRows(
  { view, store }: QueryContext,
  asOf: AsOf,
  seeds: readonly RowSeed[],
  wants: RowWants,
): Promise<readonly Row[]> {
  if (seeds.length === 0) return [];
  const keys = [...new Set(seeds.flatMap(({ keys: own, customers = [] }) => [...own, ...customers]))];
  const stated = wants.details ? await store.hydrate(view, asOf, keys).catch(keysOnly) : [];
  const details = new Map(stated.map((detail) => [detail.key, detail]));
  const known = seeds.map((seed) => seed.keys.flatMap((key) => details.get(key) ?? []));
  const [events, amounts] = await Promise.all([
    wants.events ? rowEvents(view, store, asOf, known) : undefined,
    wants.quantity ? quantities(view, store, asOf, known) : undefined,
  ]);
  return seeds.map((seed, i) => showRow(seed, details, known[i]!, events?.[i] ?? noEvents, amounts?.[i] ?? {}));
}

/** What the keys say is shown while the store is away; the completeness of the answer tells it. */
function keysOnly(error: unknown): readonly NodeDetail[] {
  if (isStoreAway(error)) return [];
  throw error;
}

const noEvents: RowEvents = { events: [], eventCount: 0 };

function showRow(
  { customers = [], ...seed }: RowSeed,
  details: ReadonlyMap<ObjectKey, NodeDetail>,
  own: readonly NodeDetail[],
  events: RowEvents,
  quantity: ShownQuantity,
): Row {
  const ref = refOf(seed.id, own);
  const first = own.find(({ key }) => key === seed.id) ?? own[0];
  return {
    ...seed,
    kind: kindOf(seed.id, ref),
    label: first ? labelOf(first) : labelOfKey(seed.id),
    material: ref?.material ?? own.find((detail) => detail.ref.material !== undefined)?.ref.material,
    site: siteOf(own),
    customers: customers.map((id) => ({ id, label: labelIn(details, id) })),
    ...quantity,
    ...events,
  };
}

export function labelIn(details: ReadonlyMap<ObjectKey, NodeDetail>, key: ObjectKey): string {
  const detail = details.get(key);
  return detail ? labelOf(detail) : labelOfKey(key);
}

function refOf(id: ObjectKey, own: readonly NodeDetail[]): ObjectRef | undefined {
  return (own.find(({ key }) => key === id) ?? own[0])?.ref ?? refOfKey(id);
}

// The kind stands at the head of every key.
const kindOf = (id: ObjectKey, ref: ObjectRef | undefined): ObjectKind => ref?.kind ?? (id.split(':')[0] as ObjectKind);

/** Of the key, or the one site that all statements agree on. */
export function siteOf(details: readonly NodeDetail[]): string | undefined {
  const keyed = details.find(({ ref }) => ref.site !== undefined)?.ref.site;
  if (keyed !== undefined) return keyed;
  const stated: readonly (string | undefined)[] = details.flatMap(({ attributes, joins }) =>
    [...attributes, ...joins].map(({ site }: Pick<StoredEdge, 'site'>) => site),
  );
  const sites = new Set(stated.filter((site) => site !== undefined));
  return sites.size === 1 ? [...sites][0] : undefined;
}
