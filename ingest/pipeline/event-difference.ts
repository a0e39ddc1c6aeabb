import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';

const aside: ReadonlySet<string> = new Set(['key', 'recordKey', 'source', 'mapping', 'verb']);
const longest = 120;

/** What two readings of one event say differently, field by field; of one reading alone, all it says. */
export function differencesBetween(before: CanonicalEvent | undefined, after: CanonicalEvent): readonly string[] {
  const [was, now] = [before && leavesOf(before), leavesOf(after)];
  if (was === undefined) return [...now].map(([path, value]) => `${path}: ${value}`);
  const paths = [...new Set([...was.keys(), ...now.keys()])];
  return paths
    .filter((path) => was.get(path) !== now.get(path))
    .map((path) => `${path}: ${was.get(path) ?? 'absent'} → ${now.get(path) ?? 'absent'}`);
}

function leavesOf(event: CanonicalEvent): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, value] of Object.entries(event)) if (!aside.has(name)) gather(name, value, leaves);
  return leaves;
}

function gather(path: string, value: unknown, leaves: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) {
    leaves.set(path, JSON.stringify(value).slice(0, longest));
    return;
  }
  for (const [name, part] of Object.entries(value))
    gather(Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, part, leaves);
}
