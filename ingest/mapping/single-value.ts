import { problem } from '../../graph/errors.ts';
import { isList, issue, Issue, shown } from './mapped-value.ts';
import type { Read } from './mapped-value.ts';

// One element maps like a list of one (I15), but several are never quietly one.
export function single(value: Read, name: string): Read {
  if (value === undefined || value instanceof Issue || !isList(value)) return value;
  const items = value.filter((item) => item !== undefined);
  if (items.length <= 1) return items[0];
  return issue(
    problem('MAP_SEVERAL', `${name} has room for one value, and there are ${items.length}`, {
      path: name,
      value: shown(value),
    }),
  );
}
