import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AsOf } from '../../graph/store/store.ts';
import type { AnswerHead } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import type { StartIn } from '../schema/inputs.ts';
import type { Resolved } from '../schema/trace.ts';
import { labelOf, labelOfKey } from '../show/label.ts';
import { asOfAnswer } from '../show/trace.ts';
import { isStoreAway } from '../../graph/errors.ts';
import { findOne } from './find-things.ts';
import type { OneThing } from './find-things.ts';
import { readRef } from './read-ref.ts';

/** A start as it was said, and the key it means. */
export interface StartKey {
  readonly said: string;
  readonly key: ObjectKey;
  readonly because: string;
}

export type Starts =
  | { readonly kind: 'all'; readonly starts: readonly StartKey[] }
  | (Exclude<OneThing, { kind: 'one' }> & { readonly said: string });

/** Each start as one known thing; the first that is none, or several, is told instead. */
export async function resolveStarts(
  context: Pick<QueryContext, 'view' | 'store'>,
  asOf: AsOf,
  given: readonly StartIn[],
): Promise<Starts> {
  const named = given.map(({ thing }) => readRef(thing ?? {}));
  const found = await Promise.all(named.map((one) => findOne(context, asOf, one)));
  const starts: StartKey[] = [];
  for (const [i, one] of found.entries()) {
    const { said } = named[i]!;
    if (one.kind !== 'one') return { ...one, said };
    starts.push({ said, key: one.thing.keys[0]!, because: one.because });
  }
  return { kind: 'all', starts };
}

export async function showStarts(
  { loaders }: QueryContext,
  asOf: AsOf,
  starts: readonly StartKey[],
): Promise<readonly Resolved[]> {
  const details = await loaders
    .details(
      asOf,
      starts.map(({ key }) => key),
    )
    .catch(withoutDetails);
  return starts.map(({ said, key, because }, start) => {
    const detail = details[start];
    return { start, said, id: key, label: detail ? labelOf(detail) : labelOfKey(key), because };
  });
}

/** What a key says by itself is enough to show a start while the store is away. */
function withoutDetails(error: unknown): readonly undefined[] {
  if (isStoreAway(error)) return [];
  throw error;
}

/** Of an answer that is asked for by its id, what was said is not known any more: only what it meant. */
export function startsOf(context: QueryContext, head: AnswerHead): Promise<readonly Resolved[]> {
  const starts = head.question.starts.map((key) => ({ said: key, key, because: 'The answer starts there.' }));
  return showStarts(context, asOfAnswer(head), starts);
}
