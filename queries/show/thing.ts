import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AsOf, NodeDetail } from '../../graph/store/store.ts';
import type { QueryContext } from '../context.ts';
import type { ThingRef } from '../schema/inputs.ts';
import type { Named } from '../schema/page.ts';
import type { Identifier, Statement, Thing, ThingOutcome } from '../schema/thing.ts';
import { findOne } from '../starts/find-things.ts';
import { readRef } from '../starts/read-ref.ts';
import type { SameThing } from '../starts/same-things.ts';
import { basisOfThing } from './basis.ts';
import { labelOf, labelOfKey } from './label.ts';
import { ambiguousObject, refusal, unknownObject } from './problem.ts';
import { labelIn, siteOf } from './rows.ts';
import type { RowWants } from './rows.ts';

export async function findThing(
  context: QueryContext,
  ref: ThingRef,
  position: LedgerPosition | undefined,
  wants: RowWants,
): Promise<ThingOutcome> {
  const newest = await context.head();
  const asOf = position === undefined ? newest : { position };
  if (asOf.position > newest.position) {
    const message = `The graph knows everything up to ledger position ${newest.position}.`;
    return refusal('NOT_YET_APPLIED', message, ['asOf.position']);
  }
  const named = readRef(ref);
  const found = await findOne(context, asOf, named);
  if (found.kind === 'none') return unknownObject(context, asOf, named.said, found.near, wants);
  if (found.kind === 'several') return ambiguousObject(context, asOf, named.said, found.found, wants);
  return { __typename: 'Thing', ...(await showThing(context, asOf, found.thing)) };
}

async function showThing(context: QueryContext, asOf: AsOf, thing: SameThing): Promise<Thing> {
  const loaded = await context.loaders.details(asOf, thing.keys);
  const details = loaded.filter((detail) => detail !== undefined);
  const [first] = details;
  const id = thing.keys[0]!;
  return {
    keys: thing.keys,
    id,
    kind: (first?.ref ?? refOfKey(id)!).kind,
    label: first ? labelOf(first) : labelOfKey(id),
    material: details.find(({ ref }) => ref.material !== undefined)?.ref.material,
    site: siteOf(details),
    position: asOf.position,
    identifiers: identifiersOf(thing),
    attributes: details.flatMap(attributesOf),
    joined: await joinedTo(context, asOf, details),
    completeness: await basisOfThing(context, asOf, thing.keys),
  };
}

/** Its keys, and those that a guess says are of the same thing. */
function identifiersOf({ keys, links, guesses }: SameThing): readonly Identifier[] {
  const guessed = guesses.map((edge) => ({ edge, key: keys.includes(edge.from) ? edge.to : edge.from }));
  return [
    ...keys.map((key) =>
      identifier(key, 'confirmed', links.find(({ from, to }) => from === key || to === key)?.record),
    ),
    ...guessed
      .filter(({ key }) => !keys.includes(key))
      .map(({ edge, key }) => identifier(key, 'inferred', edge.record)),
  ];
}

function identifier(id: ObjectKey, certainty: Identifier['certainty'], record: LedgerPosition | undefined): Identifier {
  const { scheme = '', issuer = '', value = id, material, site } = refOfKey(id) ?? {};
  return { id, scheme, issuer, value, material, site, certainty, record };
}

function attributesOf({ attributes }: NodeDetail): readonly Statement[] {
  return attributes.map(({ name, value, source, record, mapping, recordedAt }) => ({
    field: name,
    value,
    source,
    record,
    mapping,
    recordedAt,
  }));
}

/** What it was joined to by itself: the other ends of its joins, operations left out, since history shows them. */
async function joinedTo(context: QueryContext, asOf: AsOf, details: readonly NodeDetail[]): Promise<readonly Named[]> {
  const ends = details.flatMap(({ key, joins }) => joins.map(({ from, to }) => (from === key ? to : from)));
  const keys = [...new Set(ends)].filter((key) => refOfKey(key)?.kind !== 'operation').slice(0, mostJoined);
  const loaded = await context.loaders.details(asOf, keys);
  const known = new Map(loaded.flatMap((detail) => (detail ? [[detail.key, detail] as const] : [])));
  return keys.map((id) => ({ id, label: labelIn(known, id) }));
}

const mostJoined = 100;
