import type { EventOf } from '../events/canonical-event.ts';

/** Indexes into the event's inputs and outputs: every input of a group went into every output of it. */
export interface LinkGroup {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * One group per distinct input set among the outputs (trace.md §1), in the order of their first outputs. An input in no
 * link feeds every output; an output in no link takes every input. Nothing that is linked is widened.
 */
export function linkGroups({ inputs = [], outputs = [], links = [] }: EventOf<'transform'>): readonly LinkGroup[] {
  const all = inputs.map((_, input) => input);
  if (links.length === 0 || outputs.length === 0) return [{ inputs: all, outputs: outputs.map((_, output) => output) }];
  const linked = new Set(links.map(({ input }) => input));
  const free = all.filter((input) => !linked.has(input));
  const into = Map.groupBy(links, ({ output }) => output);
  const inputsOf = (output: number): readonly number[] => {
    const own = into.get(output);
    return own === undefined ? all : ascending([...free, ...own.map(({ input }) => input)]);
  };
  const groups = Map.groupBy(outputs.keys(), (output) => inputsOf(output).join());
  return [...groups.values()].map((members) => ({ inputs: inputsOf(members[0]!), outputs: members }));
}

const ascending = (numbers: readonly number[]): readonly number[] => [...new Set(numbers)].sort((a, b) => a - b);
