import { objectKey, refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { QueryContext } from '../context.ts';
import type { DecisionOutcome } from '../schema/act.ts';
import type { ThingRef } from '../schema/inputs.ts';
import { findOne } from '../starts/find-things.ts';
import { readRef } from '../starts/read-ref.ts';
import { mayAct } from './may-act.ts';
import { onceNamed } from './once.ts';
import { refusal } from './problem.ts';

const mostSame = 10;

/** Why, and under which name of whoever asks. */
export interface Reasoned {
  readonly reason: string;
  readonly key: string | undefined;
}

/** Only what is known can be said to be something else: a typing error would make a thing that nobody ever saw. */
export async function identify(
  context: QueryContext,
  things: readonly ThingRef[],
  are: boolean,
  { reason, key }: Reasoned,
): Promise<DecisionOutcome> {
  const may = mayAct(context, reason);
  if (may.refused) return may.refused;
  const asked = { identify: things.map((ref) => readRef(ref).said), are, reason };
  const named = await onceNamed(may.acts, key, asked);
  if (named.refused) return named.refused;
  if (named.done) return decided(context, named.done.position);
  const same: ObjectRef[] = [];
  for (const ref of things) {
    const read = readRef(ref);
    const found = await findOne(context, await context.head(), read);
    if (found.kind === 'several') return refusal('AMBIGUOUS_OBJECT', `${read.said} names several things.`, ['same']);
    if (found.kind === 'none') return refusal('UNKNOWN_OBJECT', `Nothing known is ${read.said}.`, ['same']);
    same.push(refOfKey(ref.id ?? found.thing.keys[0]!) ?? refOfKey(found.thing.keys[0]!)!);
  }
  if (same.length > mostSame || new Set(same.map(objectKey)).size < 2)
    return refusal('BAD_USER_INPUT', `Two to ${mostSame} different things are needed.`, ['same']);
  return decided(context, await may.acts.identify({ same, are, reason: reason.trim(), once: named.once }));
}

export async function retract(
  context: QueryContext,
  event: string,
  { reason, key }: Reasoned,
): Promise<DecisionOutcome> {
  const may = mayAct(context, reason);
  if (may.refused) return may.refused;
  const named = await onceNamed(may.acts, key, { retract: event, reason });
  if (named.refused) return named.refused;
  if (named.done) return decided(context, named.done.position);
  const [stated] = await context.store.statements(context.view, await context.head(), [event]);
  if (!stated) return refusal('UNKNOWN_OBJECT', `No statement that counts now is of event ${event}.`, ['event']);
  const { recordKey } = stated;
  return decided(context, await may.acts.retract({ recordKey, event, reason: reason.trim(), once: named.once }));
}

function decided({ evidence }: QueryContext, position: LedgerPosition): DecisionOutcome {
  return { __typename: 'Decision', position, outcome: evidence.record(position)?.outcome?.kind ?? 'pending' };
}
