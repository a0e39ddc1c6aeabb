import type { Acts } from '../acts.ts';
import type { QueryContext } from '../context.ts';
import type { Refusal, Tagged } from '../schema/problem.ts';
import { refusal } from './problem.ts';

type MayAct = { readonly acts: Acts; readonly refused?: undefined } | { readonly refused: Tagged<'Refusal', Refusal> };

const longestReason = 1000;

/** Whether this request may change something: it has somebody who acts, and he says why (S10). */
export function mayAct({ acts, view }: QueryContext, reason: string): MayAct {
  if (!acts || !view.everything) return { refused: refusal('ACT_REFUSED', 'You may not change anything here.', []) };
  const length = reason.trim().length;
  if (length === 0 || length > longestReason)
    return {
      refused: refusal('REASON_REQUIRED', `A reason of 1 to ${longestReason} characters is needed.`, ['reason']),
    };
  return { acts };
}
