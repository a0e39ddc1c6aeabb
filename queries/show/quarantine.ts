import type { QueryContext } from '../context.ts';
import { refOfKey, thingKinds } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import { readOrdinal, writeCursor } from '../cursor.ts';
import type { Named } from '../schema/page.ts';
import type { QuarantineGroupPage } from '../schema/record.ts';
import { labelOfKey } from './label.ts';
import { adviceOf } from './record.ts';
import type { PageAsked } from './row-page.ts';

const sampled = 5;
const namesShown = 20;
const thingsShown = 10;

/** Groups come and go while somebody pages: each page begins behind the first record of the group before. */
export async function showQuarantine(
  context: QueryContext,
  source: string | undefined,
  { first, after }: PageAsked,
): Promise<QuarantineGroupPage> {
  const { evidence } = context;
  const of = `quarantine ${source ?? ''}`;
  const groups = evidence.groups(source);
  const behind = typeof after === 'string' ? readOrdinal(of, after) : 0;
  const ahead = groups.filter(({ firstSeq }) => firstSeq > behind).sort((a, b) => a.firstSeq - b.firstSeq);
  const shown = ahead.slice(0, first);
  const last = shown.at(-1);
  const named = shown.map(({ id }) => evidence.names(id, namesShown));
  const gapped = await gappedThings(context, named);
  return {
    rows: shown.map(({ firstSeq, lastSeq, ...group }, i) => ({
      ...group,
      ...adviceOf(group.code),
      names: named[i]!,
      makesGapped: gapped[i]!,
      firstRecord: firstSeq,
      lastRecord: lastSeq,
      since: evidence.receivedAt(firstSeq),
      sample: evidence.sample(group.id, sampled),
    })),
    pageInfo: {
      endCursor: last && writeCursor(of, String(last.firstSeq)),
      hasNextPage: ahead.length > shown.length,
    },
    total: groups.length,
  };
}

const things: ReadonlySet<string> = new Set(thingKinds);

/** Of the names of each group those keys that are known: one store call for the page. */
async function gappedThings(
  { view, store, head }: QueryContext,
  groups: readonly (readonly string[])[],
): Promise<readonly (readonly Named[])[]> {
  const keys = groups.map((names) => names.filter((name) => things.has(refOfKey(name)?.kind ?? '')));
  const known = await store.resolve(view, await head(), [...new Set(keys.flat())]);
  const named = (id: ObjectKey): Named => ({ id, label: labelOfKey(id) });
  return keys.map((of) =>
    of
      .filter((key) => known.has(key))
      .slice(0, thingsShown)
      .map(named),
  );
}
