import { isStoreAway } from '../../graph/errors.ts';
import { thingKinds } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AsOf } from '../../graph/store/store.ts';
import type { QueryContext } from '../context.ts';
import { isNamedBy } from './read-ref.ts';
import type { Meaning, Named } from './read-ref.ts';
import { distinctThings } from './same-things.ts';
import type { SameThing } from './same-things.ts';

type Reader = Pick<QueryContext, 'view' | 'store'>;

export interface Found {
  readonly meaning: Meaning;
  readonly keys: readonly ObjectKey[];
}

export const mostMatches = 10;

/** Every way to understand it that names something known. One store call for all keys, one a number to look for. */
export async function findMeanings(reader: Reader, asOf: AsOf, { meanings }: Named): Promise<readonly Found[]> {
  const keys = meanings.flatMap(({ key, lot }) => [key, lot].filter((one) => one !== undefined));
  const known = await reader.store.resolve(reader.view, asOf, keys);
  const found = await Promise.all(
    meanings.map(async (meaning) => ({ meaning, keys: await keysOf(reader, asOf, meaning, known) })),
  );
  return found.filter((one) => one.keys.length > 0);
}

async function keysOf(
  { view, store }: Reader,
  asOf: AsOf,
  { key, lot, find }: Meaning,
  known: ReadonlyMap<ObjectKey, unknown>,
): Promise<readonly ObjectKey[]> {
  if (find === undefined)
    return [key, lot]
      .filter((one) => one !== undefined)
      .filter((one) => known.has(one))
      .slice(0, 1);
  if (find.text === '') return [];
  const { scheme, ...query } = find;
  const similar = await store.find(view, asOf, query, mostMatches + 1);
  const refs = await store.resolve(view, asOf, similar);
  return similar.filter((one) => isNamedBy(refs.get(one)!, { text: find.text, ...(scheme ? { scheme } : {}) }));
}

export type OneThing =
  | { readonly kind: 'one'; readonly thing: SameThing; readonly because: string }
  | { readonly kind: 'several'; readonly found: readonly Found[] }
  | { readonly kind: 'none'; readonly near: readonly ObjectKey[] };

/** The one thing that was named. A text that also names something else is never resolved by a guess. */
export async function findOne(reader: Reader, asOf: AsOf, named: Named): Promise<OneThing> {
  const found = await findMeanings(reader, asOf, named).catch((error: unknown) => ifGivenByKey(named, error));
  if ('kind' in found) return found;
  const keys = [...new Set(found.flatMap((one) => one.keys))];
  const things = await distinctThings(reader.view, reader.store, asOf, keys);
  const [thing] = things;
  if (thing === undefined) return { kind: 'none', near: await findNear(reader, asOf, named.text) };
  if (things.length > 1) return { kind: 'several', found };
  return { kind: 'one', thing, because: because(found[0]!) };
}

/** A whole key needs no store to be understood: whether it is known, the index says. Nothing else is guessed. */
function ifGivenByKey({ meanings }: Named, error: unknown): OneThing {
  const key = meanings.find(({ syntax }) => syntax === 'key')?.key;
  if (!isStoreAway(error) || key === undefined) throw error;
  return { kind: 'one', thing: { keys: [key], links: [], guesses: [] }, because: 'Its key was given.' };
}

function because({ meaning: { syntax, as, key, guessed }, keys }: Found): string {
  if (syntax === 'key') return 'Its key was given.';
  if (syntax !== 'gs1') return `The only known thing that is ${as}.`;
  const read = guessed ? `Read as ${as}, guessing where its fields end` : `Read as ${as}`;
  return keys[0] === key ? `${read}.` : `${read}; its unit is not known, its lot is.`;
}

const mostNear = 10;

/** Known things with similar numbers: those that hold the text, or else a part of it. */
export async function findNear({ view, store }: Reader, asOf: AsOf, text: string): Promise<readonly ObjectKey[]> {
  for (const part of partsOf(text.trim())) {
    const near = await store.find(view, asOf, { text: part, kinds: thingKinds }, mostNear);
    if (near.length > 0) return near;
  }
  return [];
}

/** Ever shorter, from either end: most often a digit too many was typed. */
function partsOf(text: string): readonly string[] {
  const shorter = [
    text,
    text.slice(0, -1),
    text.slice(1),
    text.slice(0, -2),
    text.slice(0, Math.ceil(text.length / 2)),
  ];
  return [...new Set(shorter)].filter((part) => part.length >= 3);
}
