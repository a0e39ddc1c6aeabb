import { hash } from 'node:crypto';
import { WhenceError } from '../graph/errors.ts';
import type { CursorChange, LedgerReader } from '../graph/ledger/ledger.ts';
import { canonicalJson } from '../graph/model/canonical-json.ts';
import type { PlanBundle } from './mapping/effective-plan.ts';

const partition = 'control:key';

/** What the record keys of a plan are made of, as its source's cursor remembers it. */
function keyingOf({ plan }: PlanBundle): string {
  return hash('sha256', canonicalJson({ key: plan.key, namespace: plan.namespace ?? null }), 'hex');
}

/**
 * A plan with other record keys recognises nothing of what its source said before: a record sent again would count twice.
 * That is sometimes meant, so the plan has to say it.
 */
export function mustSayRekey(reader: LedgerReader, source: string, bundle: PlanBundle): void {
  const former = reader.cursor(source, partition);
  if (former === undefined || former === keyingOf(bundle) || bundle.plan.rekey === true) return;
  throw new WhenceError('PLAN_REKEY', { plan: bundle.plan.id, source });
}

export const keyCursor = (source: string, bundle: PlanBundle): CursorChange => ({
  source,
  partition,
  state: keyingOf(bundle),
});
