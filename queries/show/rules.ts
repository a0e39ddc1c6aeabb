import type { AnswerHead } from '../../trace/answer.ts';
import { conservative } from '../../trace/question.ts';
import type { Rules } from '../../trace/question.ts';
import type { EffectiveRules } from '../schema/trace.ts';

export function showRules({ question, conservative: counts }: AnswerHead, clamped: readonly string[]): EffectiveRules {
  const { rules, asOf, budget } = question;
  return {
    name: rules.name,
    narrowed: isNarrowed(rules),
    reason: rules.reason,
    conservative: counts,
    text: inWords(rules, asOf.validAt),
    follow: rules.follow,
    validAt: asOf.validAt,
    position: asOf.known,
    budgetNodes: budget.nodes,
    clamped,
  };
}

export function isNarrowed({ timeStrict, insideAt, certainOnly, follow }: Rules): boolean {
  const isDefault = timeStrict === conservative.timeStrict && certainOnly === conservative.certainOnly;
  return !isDefault || insideAt !== undefined || follow !== undefined;
}

function inWords(rules: Rules, validAt: string | undefined): readonly string[] {
  return [
    'An operation passes every input to every output unless its record says which went into which.',
    'Things that only share a machine, an order, a pallet or an ancestor are not in the answer.',
    'What is unknown is kept, and counted as possible.',
    rules.timeStrict
      ? 'What provably came later is left out.'
      : 'A time out of order is taken for a clock or keying fault and leaves nothing out.',
    rules.insideAt === undefined
      ? 'What was ever installed or packed counts, its removal being shown.'
      : `Installed and packed counts as it was at ${rules.insideAt}.`,
    ...(rules.certainOnly ? ['Everything that is only possible is left out.'] : []),
    ...(rules.follow ? [`Only these edges are walked: ${rules.follow.join(', ')}.`] : []),
    ...(validAt === undefined ? [] : [`What held only after ${validAt} does not count.`]),
  ];
}
