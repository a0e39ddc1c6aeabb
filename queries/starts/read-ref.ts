import { printed } from '../../graph/model/gs1/gs1-object.ts';
import { readings } from '../../graph/model/gs1/scan-readings.ts';
import { objectKey, refOfKey, thingKinds } from '../../graph/model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../../graph/model/object-ref.ts';
import type { FindQuery } from '../../graph/store/store.ts';
import type { IdentifierIn, LotIn, ThingRef } from '../schema/inputs.ts';

/** One way to understand what was named: either a key, or what to look for. */
export interface Meaning {
  readonly syntax: 'key' | 'gs1' | 'plain' | 'lot' | 'serial' | 'identifier';
  /** What it then says. */
  readonly as: string;
  readonly guessed: boolean;
  readonly key?: ObjectKey;
  /** Beside a serial number: the lot it names, for the case that only that is known. */
  readonly lot?: ObjectKey;
  readonly find?: FindQuery & { readonly text: string; readonly scheme?: string };
}

/** What was said, for people and for the search for similar numbers. */
export interface Named {
  readonly said: string;
  readonly text: string;
  readonly meanings: readonly Meaning[];
}

export function readText(text: string, kinds?: readonly string[]): Named {
  const trimmed = text.trim();
  const isKey = refOfKey(trimmed) !== undefined;
  const meanings = [...(isKey ? [meaningOfKey(trimmed)] : []), ...readings(trimmed).map((one) => scanned(one, kinds))];
  return { said: text, text: trimmed, meanings };
}

/** Exactly one field is given: the schema's @oneOf has seen to it. */
export function readRef({ id, scan, identifier, lot, serial }: ThingRef): Named {
  if (typeof id === 'string') return { said: id, text: refOfKey(id)?.value ?? id, meanings: [meaningOfKey(id)] };
  if (typeof scan === 'string') return readText(scan, thingKinds);
  if (identifier) return readIdentifier(identifier);
  if (lot) return numbered('lot', lot, ['lot', 'sublot']);
  return numbered('serial', serial!, ['unit', 'logistic']);
}

const meaningOfKey = (key: ObjectKey): Meaning => ({ syntax: 'key', as: key, guessed: false, key });

function scanned(reading: ReturnType<typeof readings>[number], kinds: readonly string[] | undefined): Meaning {
  if (reading.form === 'plain') {
    const { text } = reading;
    return { syntax: 'plain', as: text, guessed: false, find: { text, ...(kinds ? { kinds } : {}) } };
  }
  const { ref, lot, elements, guessedSeparators } = reading;
  return {
    syntax: 'gs1',
    as: printed(elements),
    guessed: guessedSeparators > 0,
    key: objectKey(ref),
    ...(lot ? { lot: objectKey(lot) } : {}),
  };
}

function readIdentifier({ scheme, issuer, value }: IdentifierIn): Named {
  const gs1 = scheme === 'gs1' ? readText(value).meanings.filter(({ syntax }) => syntax === 'gs1') : [];
  const find = { text: value.trim(), scheme, kinds: thingKinds, ...(issuer ? { issuer } : {}) };
  const as = [scheme, issuer, value].filter(Boolean).join(' ');
  return { said: as, text: value, meanings: [...gs1, { syntax: 'identifier', as, guessed: false, find }] };
}

function numbered(syntax: 'lot' | 'serial', named: LotIn, kinds: readonly string[]): Named {
  const { number, material, issuer, site } = named;
  const find = {
    text: number.trim(),
    kinds,
    ...(material ? { material } : {}),
    ...(issuer ? { issuer } : {}),
    ...(site ? { site } : {}),
  };
  const as = [syntax, material, number, issuer && `of ${issuer}`, site && `at ${site}`].filter(Boolean).join(' ');
  return { said: as, text: number, meanings: [{ syntax, as, guessed: false, find }] };
}

/** Equal to what was typed, whatever its case; not only similar. */
export function isNamedBy(
  ref: ObjectRef,
  { text, scheme }: { readonly text: string; readonly scheme?: string },
): boolean {
  return ref.value.toUpperCase() === text.toUpperCase() && (scheme === undefined || ref.scheme === scheme);
}
