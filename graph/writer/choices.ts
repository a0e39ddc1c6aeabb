import type { Use } from '../events/parts.ts';
import type { EdgeChange, EventKey } from '../store/changes.ts';

type Choice = Pick<EdgeChange, 'choice' | 'choiceKind' | 'choiceSize'>;

/** How many uses of the event are members of each choice; a group never looks smaller than it is. */
export type ChoiceSizes = ReadonlyMap<string, number>;

export function choiceSizes(uses: readonly Use[]): ChoiceSizes {
  const sizes = new Map<string, number>();
  for (const { choice } of uses) if (choice !== undefined) sizes.set(choice, (sizes.get(choice) ?? 0) + 1);
  return sizes;
}

/** The choice of one use on the edges into `scope`, the event or one of its operations; its label is unique over all events. */
export function chosen(use: Use, sizes: ChoiceSizes, scope: EventKey): Choice {
  if (use.choice === undefined || use.choiceKind === undefined) return {};
  return { choice: `${scope}:${use.choice}`, choiceKind: use.choiceKind, choiceSize: sizes.get(use.choice) ?? 1 };
}
