import type { ObjectKind } from '../../graph/model/object-ref.ts';
import type { AsOf } from '../../graph/store/store.ts';
import type { AnswerHead, Summary as Known } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import type { Resolved, Summary, Trace } from '../schema/trace.ts';
import { showCompleteness } from './completeness.ts';
import { showRules } from './rules.ts';

export function showTrace(
  { evidence }: Pick<QueryContext, 'evidence'>,
  head: AnswerHead,
  starts: readonly Resolved[],
  clamped: readonly string[],
): Trace {
  const { id, kernel, question, questionDigest, summary, completeness } = head;
  return {
    head,
    id,
    kernel,
    questionDigest: digestText(questionDigest),
    ledgerMode: evidence.mode(),
    direction: question.direction,
    position: question.asOf.known,
    starts,
    rules: showRules(head, clamped),
    completeness: showCompleteness(completeness, asOfAnswer(head)),
    summary: showSummary(summary),
  };
}

/** Everything shown of an answer is as known at its position. */
export function asOfAnswer({ question }: AnswerHead): AsOf {
  return { position: question.asOf.known };
}

export function digestText(hex: string): string {
  return hex.startsWith('sha256:') ? hex : `sha256:${hex}`;
}

function showSummary({ byKind, ...summary }: Known): Summary {
  const kinds = Object.entries(byKind).map(([kind, counts]) => ({ kind: kind as ObjectKind, counts }));
  return { ...summary, byKind: kinds };
}
