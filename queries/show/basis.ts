import type { Outcome, SourceBalance } from '../../graph/ledger/outcomes.ts';
import { objectKey, refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AsOf } from '../../graph/store/store.ts';
import type { Completeness, Gap, SourceBasis } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import { showCompleteness } from './completeness.ts';
import type { ShownCompleteness } from './completeness.ts';

// What is shown without a walk (a thing, a search) rests on every source, and lacks the records that could not be read.

/** A thing lacks the records that name it, and those that nothing could be read of. */
export async function basisOfThing(
  context: QueryContext,
  asOf: AsOf,
  keys: readonly ObjectKey[],
): Promise<ShownCompleteness> {
  const names = keys.flatMap((key) => [key, refOfKey(key)?.value ?? key]);
  const naming = context.evidence.quarantinedNaming(asOf.position, names);
  const unreadable = unreadableAt(context, asOf);
  const found = new Map([...naming, ...unreadable].map((outcome) => [outcome.seq, outcome]));
  return basis(context, asOf, [...found.values()], waivedNotes(context, asOf, names));
}

/** What a person put aside though it names the thing is said, with his reason. */
function waivedNotes({ evidence }: QueryContext, { position }: AsOf, names: readonly string[]): readonly string[] {
  return evidence
    .waivedAt(position)
    .filter(({ quarantine }) => quarantine!.unreadable || quarantine!.names.some((name) => names.includes(name)))
    .map(({ seq, source, note }) => `Record ${seq} of ${source} could not be read and was ${note ?? 'waived'}.`);
}

/** A search lacks whatever could not be read. */
export function basisOfSearch(context: QueryContext, asOf: AsOf): Promise<ShownCompleteness> {
  return basis(context, asOf, context.evidence.quarantinedAt(asOf.position));
}

function unreadableAt({ evidence }: QueryContext, { position }: AsOf): readonly Outcome[] {
  return evidence.quarantinedAt(position).filter(({ quarantine }) => quarantine?.unreadable === true);
}

async function basis(
  context: QueryContext,
  asOf: AsOf,
  missing: readonly Outcome[],
  notes: readonly string[] = [],
): Promise<ShownCompleteness> {
  const isLimited = !context.view.everything;
  const unbalanced = context.evidence.balance().filter(({ landed, decided }) => landed !== decided);
  const gaps = [...missing.map(quarantineGap), ...unbalanced.map(balanceGap), ...(isLimited ? [viewLimit] : [])];
  const known: Completeness = {
    status: gaps.length > 0 ? 'gapped' : 'complete',
    gapCounts: [
      ...(missing.length > 0 ? [{ kind: 'QUARANTINED' as const, count: missing.length }] : []),
      ...(unbalanced.length > 0 ? [{ kind: 'BALANCE' as const, count: unbalanced.length }] : []),
      ...(isLimited ? [{ kind: 'VIEW_LIMIT' as const }] : []),
    ],
    gaps,
    sources: await sourceBasis(context, asOf),
    notes,
  };
  return showCompleteness(known, asOf);
}

const viewLimit: Gap = { kind: 'VIEW_LIMIT', text: 'You may not see everything.' };

function balanceGap({ source, landed, decided }: SourceBalance): Gap {
  return { kind: 'BALANCE', source, text: `${landed} records were read from the ledger, ${decided} have an outcome.` };
}

function quarantineGap({ seq, source, quarantine }: Outcome): Gap {
  const text = quarantine?.message ?? 'The record could not be read.';
  return { kind: 'QUARANTINED', source, record: seq, text };
}

/** Every source that facts came from, with what its declaration says it cannot show. */
async function sourceBasis(context: QueryContext, asOf: AsOf): Promise<readonly SourceBasis[]> {
  const sources = context.evidence.sources().filter(({ stream }) => stream === 'fact');
  const keys = sources.map(({ source }) => sourceKey(source));
  const details = await context.loaders.details(asOf, keys);
  return sources.map(({ source, lastSeq, lastReceivedAt }, i) => ({
    source,
    lastRecord: lastSeq,
    lastReceivedAt,
    cannotShow: textsOf(details[i]?.attributes.find(({ name }) => name === 'declared.cannotShow')?.value),
  }));
}

export const sourceKey = (value: string): ObjectKey =>
  objectKey({ kind: 'source', scheme: 'local', issuer: '', value });

function textsOf(json: string | undefined): readonly string[] {
  const value: unknown = json === undefined ? [] : JSON.parse(json);
  return (Array.isArray(value) ? value : [value]).map(String);
}
