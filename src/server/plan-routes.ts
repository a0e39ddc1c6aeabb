import type { FastifyInstance, FastifyReply } from 'fastify';
import { WhenceError } from '../../graph/errors.ts';
import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { ApprovalRequest, ProposedPlan } from '../../ingest/approve-plan.ts';
import { sendProblem } from './request-checks.ts';

/** What a person may do with versions of plans; the ledger has one writer, so it is done where that is. */
export interface PlanActs {
  propose(plan: ProposedPlan): Promise<LedgerPosition>;
  /** Resolves when what the version reads anew can be asked for. */
  approve(request: Omit<ApprovalRequest, 'role'>): Promise<LedgerPosition>;
}

/** A plan travels with its tables. */
const bodyLimit = 16 * 1024 * 1024;

export function addPlanRoutes(server: FastifyInstance, acts: PlanActs): void {
  server.post<{ Body: ProposedPlan }>('/plans/propose', { bodyLimit }, ({ body }, reply) =>
    answered(reply, () => acts.propose(body)),
  );
  server.post<{ Body: Omit<ApprovalRequest, 'role'> }>('/plans/approve', { bodyLimit }, ({ body }, reply) =>
    answered(reply, () => acts.approve(body)),
  );
}

async function answered(reply: FastifyReply, act: () => Promise<LedgerPosition>): Promise<FastifyReply> {
  try {
    return await reply.send({ data: { position: await act() } });
  } catch (error) {
    if (!(error instanceof WhenceError) || !refusals.has(error.code)) throw error;
    return sendProblem(reply, error.code === 'SELF_APPROVAL' ? 403 : 422, error.code, error.message);
  }
}

const refusals: ReadonlySet<string> = new Set([
  'PLAN_COLLISION',
  'PLAN_EXAMPLE',
  'PLAN_INVALID',
  'PLAN_NOT_PROPOSED',
  'PLAN_REKEY',
  'REASON_REQUIRED',
  'SELF_APPROVAL',
]);
