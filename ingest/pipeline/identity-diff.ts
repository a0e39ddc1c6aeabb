import type { LedgerPosition, LedgerRecord } from '../../graph/ledger/ledger.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { PlanBundle } from '../mapping/effective-plan.ts';
import { examplePseudonyms } from '../mapping/pseudonyms.ts';
import { planReader } from '../readers.ts';
import { readKept } from './read-ledger-record.ts';
import type { ReadingParts } from './read-ledger-record.ts';

/** Numbers, as the source writes them, that are read as other objects than before. */
export interface Renaming {
  readonly numbers: readonly string[];
  readonly before: readonly string[];
  readonly now: readonly string[];
  /** A record that holds the first of them. */
  readonly first: LedgerPosition;
}

/** Two rows of master data that a version takes for one thing: its scheme is not injective (I23). */
export interface Collapse {
  readonly object: string;
  readonly numbers: readonly string[];
  readonly first: LedgerPosition;
}

export interface IdentityDiff {
  /** Numbers that were several things and would be one. */
  readonly joined: readonly Renaming[];
  /** Numbers that were one thing and would be several. */
  readonly parted: readonly Renaming[];
  readonly collapsed: readonly Collapse[];
}

interface Named {
  /** Rule, number and what it is unique within, all as written. */
  readonly written: string;
  readonly number: string;
  readonly object: string;
  readonly record: LedgerPosition;
}

interface Identities {
  readonly named: ReadonlyMap<string, Named>;
  readonly declared: readonly (Named & { readonly recordKey: string })[];
}

type Reading = Pick<ReadingParts, 'ledger' | 'heads' | 'sources'>;

export interface IdentityQuestion {
  readonly source: string;
  readonly before: PlanBundle | undefined;
  readonly now: PlanBundle;
  readonly records: readonly LedgerRecord[];
}

/** What a version makes of the numbers that its source is known to write, against the version before it. */
export function identityDiff(reading: Reading, { source, before, now, records }: IdentityQuestion): IdentityDiff {
  const after = identitiesBy(reading, source, now, records);
  const former = before ? identitiesBy(reading, source, before, records).named : new Map<string, Named>();
  const pairs = [...after.named.values()].flatMap((named) => {
    const was = former.get(named.written);
    return was ? [{ ...named, was: was.object }] : [];
  });
  return {
    joined: renamings(Map.groupBy(pairs, ({ object }) => object)).filter((one) => one.before.length > 1),
    parted: renamings(Map.groupBy(pairs, ({ was }) => was)).filter((one) => one.now.length > 1),
    collapsed: collapsedIn(after.declared),
  };
}

/** The rows of master data that a version takes for one another. */
export function collapsedRows(
  reading: Reading,
  source: string,
  bundle: PlanBundle,
  records: readonly LedgerRecord[],
): readonly Collapse[] {
  return collapsedIn(identitiesBy(reading, source, bundle, records).declared);
}

export const declaresObjects = ({ plan }: PlanBundle): boolean => plan.events.some(({ type }) => type === 'declare');

function identitiesBy(
  reading: Reading,
  source: string,
  bundle: PlanBundle,
  records: readonly LedgerRecord[],
): Identities {
  let seen: Named[] = [];
  let record: LedgerPosition = 0;
  // It is of numbers that identifier rules read; of people it tells nothing, and nothing of it is kept.
  const { ok: reader } = planReader(bundle, source, examplePseudonyms, (rule, number, within, ref) => {
    const parts = [within.material, within.site].map(writtenPart);
    seen.push({
      written: JSON.stringify([rule, number.trim(), ...parts]),
      number: number.trim(),
      object: objectKey(ref),
      record,
    });
  });
  const named = new Map<string, Named>();
  const declared: (Named & { recordKey: string })[] = [];
  const { declaration } = reading.sources.of(source);
  for (const each of reader ? records : []) {
    [seen, record] = [[], each.seq];
    const mapped = readKept(reading, { ...(declaration ? { declaration } : {}), reader: reader! }, each);
    for (const one of seen) if (!named.has(one.written)) named.set(one.written, one);
    if (mapped.kind !== 'events') continue;
    const rows = new Set(mapped.events.flatMap((event) => (event.verb === 'declare' ? [objectKey(event.object)] : [])));
    for (const one of seen) if (rows.has(one.object)) declared.push({ ...one, recordKey: mapped.recordKey });
  }
  return { named, declared };
}

const writtenPart = (part: string | ObjectRef | undefined): string =>
  typeof part === 'object' ? part.value : (part ?? '');

type Pair = Named & { readonly was: string };

function renamings(groups: ReadonlyMap<string, readonly Pair[]>): readonly Renaming[] {
  return [...groups.values()].map((pairs) => ({
    numbers: distinct(pairs.map(({ number }) => number)),
    before: distinct(pairs.map(({ was }) => was)),
    now: distinct(pairs.map(({ object }) => object)),
    first: Math.min(...pairs.map(({ record }) => record)),
  }));
}

// One row told again, or one material in several plants, is one number each time.
function collapsedIn(declared: Identities['declared']): readonly Collapse[] {
  const groups = [...Map.groupBy(declared, ({ object }) => object).entries()];
  return groups.flatMap(([object, rows]) => {
    const numbers = distinct(rows.map(({ number }) => number));
    const isOfSeveralRows = new Set(rows.map(({ recordKey }) => recordKey)).size > 1;
    return numbers.length > 1 && isOfSeveralRows
      ? [{ object, numbers, first: Math.min(...rows.map(({ record }) => record)) }]
      : [];
  });
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted();
