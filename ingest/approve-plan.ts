import { WhenceError } from '../graph/errors.ts';
import type { Ledger, LedgerPosition, LedgerReader, LedgerRecord, RawRecord } from '../graph/ledger/ledger.ts';
import { isRegulated } from '../graph/ledger/mode.ts';
import { canonicalJson } from '../graph/model/canonical-json.ts';
import { controlRecord } from './control-records.ts';
import { effectivePlan, mappingName, versionOf } from './mapping/effective-plan.ts';
import type { PlanBundle } from './mapping/effective-plan.ts';
import { examplePeople, examplePseudonyms } from './mapping/pseudonyms.ts';
import { runExamples } from './mapping/run-examples.ts';
import { Heads } from './pipeline/heads.ts';
import { collapsedRows, declaresObjects } from './pipeline/identity-diff.ts';
import { SourcesInEffect } from './pipeline/sources-in-effect.ts';
import { approvalType } from './plan-approval.ts';
import type { EventCounts, PlanApproval } from './plan-approval.ts';
import { keyCursor, mustSayRekey } from './rekey.ts';

export interface ProposedPlan {
  readonly source: string;
  readonly bundle: PlanBundle;
  /** Name of the person. */
  readonly actor: string;
}

export interface ApprovalRequest extends ProposedPlan {
  readonly role: string;
  readonly reason: string;
  readonly replayFrom?: LedgerPosition;
  readonly foreseen: EventCounts;
}

interface Proposal {
  readonly version: string;
  readonly author: string;
}

/** Brings a version before those who approve. It reads nothing until one of them has. */
export async function proposePlan(ledger: Ledger, { source, bundle, actor }: ProposedPlan): Promise<LedgerPosition> {
  mustBeApprovable(source, bundle);
  mustSayRekey(ledger.reader, source, bundle);
  return landProposal(ledger, source, bundle, actor);
}

/**
 * Puts a version into effect from the ledger position that is returned. Refuses a plan whose examples do not hold or leave
 * a rule untested (I16), an act without a reason, and, in a regulated ledger, a version that nobody else has proposed (S19).
 */
export async function approvePlan(
  ledger: Ledger,
  request: ApprovalRequest,
  now: () => number,
): Promise<LedgerPosition> {
  const { source, bundle, actor, reason } = request;
  if (reason.trim() === '') throw new WhenceError('REASON_REQUIRED');
  mustBeApprovable(source, bundle);
  mustSayRekey(ledger.reader, source, bundle);
  mustKeepRowsApart(ledger.reader, source, bundle);
  const author = authorOf(ledger.reader, request);
  const plan = await landProposal(ledger, source, bundle, author);
  const version = versionOf(bundle);
  const approval: PlanApproval = {
    at: new Date(now()).toISOString(),
    actor,
    role: request.role,
    action: 'plan approve',
    target: `plan ${bundle.plan.id} of source ${source}`,
    new: mappingName(bundle.plan.id, version),
    reason: reason.trim(),
    author,
    plan,
    ...(request.replayFrom === undefined ? {} : { replayFrom: request.replayFrom }),
    foreseen: request.foreseen,
  };
  const cursors = [{ source, partition: 'control:plan', state: version }, keyCursor(source, bundle)];
  const [receipt] = await ledger.append([approvalRecord(source, approval)], cursors);
  return receipt!.seq;
}

function approvalRecord(source: string, approval: PlanApproval): RawRecord {
  return {
    stream: 'decision',
    source,
    partition: 'plans',
    position: `approve:${approval.plan}`,
    body: new TextEncoder().encode(canonicalJson(approval)),
    contentType: approvalType,
    headers: {},
  };
}

async function landProposal(
  ledger: Ledger,
  source: string,
  bundle: PlanBundle,
  author: string,
): Promise<LedgerPosition> {
  const record = controlRecord('plan', source, bundle, ledger.reader.head().seq);
  const proposal: Proposal = { version: versionOf(bundle), author };
  const [receipt] = await ledger.append(
    [{ ...record, headers: { standing: 'proposed', author } }],
    [{ source, partition: 'control:proposed', state: canonicalJson(proposal) }],
  );
  return receipt!.seq;
}

function authorOf(reader: LedgerReader, { source, bundle, actor }: ApprovalRequest): string {
  const text = reader.cursor(source, 'control:proposed');
  const proposal = text === undefined ? undefined : (JSON.parse(text) as Proposal);
  const isProposed = proposal?.version === versionOf(bundle);
  if (!isRegulated(reader)) return isProposed ? proposal.author : actor;
  if (!isProposed) throw new WhenceError('PLAN_NOT_PROPOSED', { plan: bundle.plan.id, source });
  if (proposal.author === actor) throw new WhenceError('SELF_APPROVAL', { plan: bundle.plan.id, person: actor });
  return proposal.author;
}

function mustBeApprovable(source: string, bundle: PlanBundle): void {
  const effective = effectivePlan(bundle, source, examplePseudonyms);
  if (effective.faults) {
    const [first] = effective.faults;
    throw new WhenceError('PLAN_INVALID', { says: first?.message ?? '', plan: bundle.plan.id });
  }
  const { results, untested } = runExamples(effective.ok);
  const wrong = results.find(({ differences }) => differences.length > 0);
  const says = wrong
    ? `${wrong.name}: ${wrong.differences[0] ?? ''}`
    : `no example exercises rule ${untested[0] ?? ''}`;
  if (wrong || untested.length > 0) throw new WhenceError('PLAN_EXAMPLE', { says, plan: bundle.plan.id });
}

/** A scheme that takes two rows of master data for one thing is not approved (I23): what it joins nobody could part again. */
function mustKeepRowsApart(ledger: LedgerReader, source: string, bundle: PlanBundle): void {
  if (!declaresObjects(bundle)) return;
  const records = factsSince(ledger, source, replayStart(ledger, source, usualReplay));
  const reading = { ledger, heads: new Heads(), sources: new SourcesInEffect(ledger, new Map(), examplePeople) };
  const [first] = collapsedRows(reading, source, bundle, records);
  if (first)
    throw new WhenceError('PLAN_COLLISION', {
      plan: bundle.plan.id,
      numbers: first.numbers.join(', '),
      object: first.object,
      record: first.first,
    });
}

function factsSince(ledger: LedgerReader, source: string, from: LedgerPosition | undefined): readonly LedgerRecord[] {
  const found: LedgerRecord[] = [];
  for (let after = (from ?? ledger.head().seq + 1) - 1; ;) {
    const page = ledger.read(after, 1000);
    if (page.length === 0) return found;
    found.push(...page.filter((record) => record.source === source && record.stream === 'fact'));
    after = page.at(-1)!.seq;
  }
}

const usualReplay = 10_000;
const mostReplayed = 200_000;

/** The position of the `last`-but-one record of a source, to read it and all later ones anew; undefined for none. */
export function replayStart(reader: LedgerReader, source: string, last: number | 'all'): LedgerPosition | undefined {
  const stored = reader.counts().find((count) => count.source === source && count.stream === 'fact')?.stored ?? 0;
  const wanted = last === 'all' ? stored : Math.min(last, stored);
  if (wanted > mostReplayed) throw new WhenceError('REPLAY_TOO_LARGE', { source, records: wanted, most: mostReplayed });
  let found = 0;
  let first: LedgerPosition | undefined;
  for (let seq = reader.head().seq; seq > 0 && found < wanted; seq--) {
    const record = reader.record(seq);
    if (record?.source !== source || record.stream !== 'fact') continue;
    found++;
    first = seq;
  }
  return first;
}
