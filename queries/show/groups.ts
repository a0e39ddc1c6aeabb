import { WhenceError } from '../../graph/errors.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { AnswerGroup, AnswerHead, GroupBy, RowFilter } from '../../trace/answer.ts';
import type { QueryContext } from '../context.ts';
import type { Group } from '../schema/trace.ts';
import { labelIn } from './rows.ts';
import { asOfAnswer } from './trace.ts';

/** Counts of rows. What does not fit into `first` is held together in a last entry, so that nothing is missing in silence. */
export async function showGroups(
  { view, traces, loaders }: QueryContext,
  head: AnswerHead,
  by: readonly GroupBy[],
  filter: RowFilter | undefined,
  first: number,
): Promise<readonly Group[]> {
  const groups = await traces.groups(view, head.id, by, filter);
  if (groups === undefined) throw new WhenceError('ANSWER_GONE');
  const fits = groups.length <= first;
  const shown = fits ? groups : groups.slice(0, first - 1);
  const named = [...new Set(shown.flatMap(({ keys }) => keys).filter((key) => refOfKey(key) !== undefined))];
  const details = await loaders.details(asOfAnswer(head), named);
  const known = new Map(details.flatMap((detail) => (detail ? [[detail.key, detail] as const] : [])));
  const label = (key: ObjectKey) => (refOfKey(key) === undefined ? key : labelIn(known, key));
  const rows = shown.map((group) => ({ ...group, labels: group.keys.map(label), folded: 0 }));
  return fits ? rows : [...rows, folded(groups.slice(first - 1))];
}

function folded(groups: readonly AnswerGroup[]): Group {
  const sum = (count: (group: AnswerGroup) => number) => groups.reduce((total, group) => total + count(group), 0);
  return {
    keys: [],
    labels: [`${String(groups.length)} more groups`],
    rows: sum(({ rows }) => rows),
    counts: { certain: sum(({ counts }) => counts.certain), possible: sum(({ counts }) => counts.possible) },
    folded: groups.length,
  };
}
