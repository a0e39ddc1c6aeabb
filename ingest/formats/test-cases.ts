// eslint-disable-next-line no-restricted-imports -- read by tests only
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decoded, Format } from '../format.ts';
import { cutHead } from './framing.ts';

/** What a case expects. */
export interface Expected {
  /** Code of the issue, where the file cannot be framed. */
  readonly issue?: string;
  /** A record as it is read, or `{ "problem": code }`. */
  readonly records: readonly unknown[];
  /** What stood around the first record. */
  readonly head?: unknown;
  /** Of a broken case, the end of each record in the pipeline: `applied`, or code, stage, path and value of its quarantine. */
  readonly became?: readonly unknown[];
}

export interface TestCase {
  readonly input: Uint8Array;
  readonly config: never;
  readonly expected: Expected;
}

/** A case is a folder: input.*, config.json, expected.json. To add one, copy a folder. */
export function readCase(folder: string): TestCase {
  const names = readdirSync(folder);
  const read = (start: string) => readFileSync(join(folder, names.find((name) => name.startsWith(start)) ?? start));
  return {
    input: names.includes('input.repeat.json') ? repeated(read('input').toString()) : new Uint8Array(read('input')),
    config: JSON.parse(read('config').toString()) as never,
    expected: JSON.parse(read('expected').toString()) as Expected,
  };
}

/** Input that is too large to be kept: one text many times. */
function repeated(text: string): Uint8Array {
  const { start, repeat, times, end } = JSON.parse(text) as Readonly<Record<string, string>> & {
    readonly times: number;
  };
  return new Uint8Array(Buffer.from(`${start}${repeat!.repeat(times)}${end}`));
}

export const casesIn = (folder: string): readonly string[] => readdirSync(folder);

/** What a format makes of a file, in the form of a case. */
export function outcomeOf(format: Format<never>, { input, config }: Pick<TestCase, 'input' | 'config'>) {
  const { issue, records } = format.frame(input, config);
  const decoded = records.map(({ start, end, head }) =>
    format.decode(input.subarray(start, end), head && cutHead(input, head), config),
  );
  const [first] = decoded;
  return { issue: issue?.code, records: decoded.map(outcome), head: first?.ok ? plain(first.head) : undefined };
}

const outcome = (decoded: Decoded): unknown => (decoded.ok ? plain(decoded.record) : { problem: decoded.problem.code });
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
