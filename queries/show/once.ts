import { hash } from 'node:crypto';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { ActDone, Acts, Once } from '../acts.ts';
import type { Refusal, Tagged } from '../schema/problem.ts';
import { refusal } from './problem.ts';

const longestKey = 200;

type Named =
  /** Done before: the answer is the one of then, and nothing is appended. */
  | { readonly done: ActDone; readonly once?: undefined; readonly refused?: undefined }
  | { readonly refused: Tagged<'Refusal', Refusal>; readonly done?: undefined; readonly once?: undefined }
  | { readonly once: Once | undefined; readonly done?: undefined; readonly refused?: undefined };

/** What becomes of an act that bears a name: a request whose answer was lost may be sent again (A8). */
export async function onceNamed(acts: Acts, key: string | undefined, asked: object): Promise<Named> {
  if (key === undefined) return { once: undefined };
  if (key.trim() === '' || key.length > longestKey)
    return { refused: refusal('BAD_USER_INPUT', `A key has 1 to ${longestKey} characters.`, ['key']) };
  const once = { key, asked: hash('sha256', canonicalJson(asked), 'hex') };
  const done = await acts.done(once);
  if (done === undefined) return { once };
  if (done.isSame) return { done };
  return {
    refused: refusal('ACT_KEY_REUSED', `Another act was done under the key ${key}, at ${done.position}.`, ['key']),
  };
}
