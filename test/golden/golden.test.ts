import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { aPlant, onDay, ref } from '../plants/plant.ts';
import type { Deed, Reached } from '../plants/plant.ts';

// A case is a folder with a case.yaml (README.md): what happened, one question, its answer.

interface Case {
  readonly says: string;
  readonly events: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[];
  readonly ask: { readonly forward?: string | readonly string[]; readonly backward?: string | readonly string[] };
  readonly answer: Reached;
}

type Told = (words: unknown) => unknown;

const eachOf =
  (one: Told): Told =>
  (words) =>
    (words as readonly unknown[]).map(one);
const thing: Told = (words) => ref(words as string);
const use: Told = (words) =>
  typeof words === 'string'
    ? { thing: ref(words) }
    : { ...(words as object), thing: thing((words as { thing: string }).thing) };
const party: Told = (value) => ({ kind: 'party', scheme: 'local', issuer: 'plant', value });

/** Fields that name things; all others are told as they stand. */
const fields: Readonly<Record<string, Told>> = {
  inputs: eachOf(use),
  outputs: eachOf(use),
  contents: eachOf(use),
  parts: eachOf(use),
  things: eachOf(use),
  container: thing,
  assembly: thing,
  same: eachOf(thing),
  from: party,
  to: party,
  day: (day) => onDay(day as number),
  members: (told) => {
    const { of, things } = told as { of: string; things: readonly string[] };
    return { of: ref(of), things: things.map(ref) };
  },
  relabel: (told) => {
    const { from, to } = told as { from: string; to: readonly string[] };
    return { from: ref(from), to: to.map(ref) };
  },
};

function deedOf(event: Case['events'][number]): Deed {
  const [verb, said] = Object.entries(event)[0]!;
  const { record, ...told } = said;
  const entries = Object.entries(told).map(([name, value]) => [
    name === 'day' ? 'time' : name,
    fields[name]?.(value) ?? value,
  ]);
  const named = record === undefined ? {} : { recordKey: record as string };
  return { verb: verb as Deed['verb'], told: Object.fromEntries(entries) as object, ...named };
}

describe('cases', () => {
  for (const path of globSync('**/case.yaml', { cwd: import.meta.dirname }).toSorted()) {
    const { says, events, ask, answer } = parse(readFileSync(join(import.meta.dirname, path), 'utf8')) as Case;
    test(`${dirname(path)}: ${says}`, async () => {
      const plant = await aPlant(...events.map(deedOf));
      const found = ask.forward ? await plant.forward(ask.forward) : await plant.backward(ask.backward!);
      expect(found).toEqual(answer);
    });
  }
});
