import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decoded, Format, FrameResult } from '../format.ts';
import { cutHead } from './framing.ts';
import { formats } from './registry.ts';

// A case is a folder: input.*, config.json, expected.json. To add one, copy a folder.
interface Expected {
  /** Code of the issue, where the file cannot be framed. */
  readonly issue?: string;
  /** A record as it is read, or `{ "problem": code }`. */
  readonly records: readonly unknown[];
  /** What stood around the first record. */
  readonly head?: unknown;
}

const here = import.meta.dirname;
const ajv = new Ajv({ allErrors: true });

for (const format of formats.values()) {
  const folder = join(here, format.id, 'cases');
  describe(`cases of ${format.id}`, () => {
    test.each(readdirSync(folder))('%s', (name) => {
      const { input, config, expected } = readCase(join(folder, name));
      expect(ajv.validate(format.configSchema, config) || ajv.errors).toBe(true);
      const result = format.frame(input, config);
      const decoded = decodeAll(format, input, config, result);
      expect(result.issue?.code).toBe(expected.issue);
      expect(decoded.map(outcome)).toEqual(expected.records);
      if (expected.head) expect(plain(headOf(decoded[0]))).toEqual(expected.head);
    });
  });
}

function readCase(folder: string) {
  const names = readdirSync(folder);
  const read = (start: string) => readFileSync(join(folder, names.find((name) => name.startsWith(start)) ?? start));
  return {
    input: new Uint8Array(read('input')),
    config: JSON.parse(read('config').toString()) as never,
    expected: JSON.parse(read('expected').toString()) as Expected,
  };
}

function decodeAll(format: Format<never>, input: Uint8Array, config: never, { records }: FrameResult) {
  return records.map(({ start, end, head }) =>
    format.decode(input.subarray(start, end), head && cutHead(input, head), config),
  );
}

const outcome = (decoded: Decoded): unknown => (decoded.ok ? plain(decoded.record) : { problem: decoded.problem.code });
const headOf = (decoded: Decoded | undefined): unknown => (decoded?.ok ? decoded.head : undefined);
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
