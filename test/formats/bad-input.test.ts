import { afterEach, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errors } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import type { Outcome } from '../../graph/ledger/outcomes.ts';
import { formats } from '../../ingest/formats/registry.ts';
import { readCase } from '../../ingest/formats/test-cases.ts';
import { FileIntake } from './file-intake.ts';

const folderOf = (format: string): string => join(import.meta.dirname, '../../ingest/formats', format, 'broken');

/** What every format must be tried with (trust.md §7). */
const kinds = [
  ...['bomb', 'deep-nesting', 'doctype', 'duplicate-keys', 'formula-cells', 'huge-numbers', 'prototype-names'],
  ...['truncated', 'unknown-unit', 'wrong-check-digit', 'wrong-encoding', 'zero-bytes'],
];

/** The end of a record, and for one that waits: why, at which stage, where in it, and which value. */
function endOf({ kind, quarantine }: Outcome): unknown {
  if (!quarantine) return kind;
  const { code, stage, path, value, message } = quarantine;
  expect(message).toContain(errors[code as ErrorCode].remedy);
  return { code, stage, path, value };
}

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(12);
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
});

for (const format of formats.values()) {
  const names = readdirSync(folderOf(format.id));

  test(`${format.id} has a broken case of each kind`, () => {
    expect(kinds.filter((kind) => !names.includes(kind))).toEqual([]);
  });

  test.each(names)(
    `S8 I20: ${format.id}, %s: each record is applied, or waits with code, place and value`,
    async (name) => {
      const { input, config, expected } = readCase(join(folderOf(format.id), name));
      const intake = await FileIntake.of(format, config);
      const positions = await intake.land(input);
      const became = await intake.became(positions);
      expect(became.map(endOf)).toEqual(expected.became);
      // I19: nothing fell out between the file and its outcomes.
      expect(became).toHaveLength(expected.records.length);
      // Half of what waits is not in the graph: only what was applied names anything there.
      const statements = (await intake.graph.size()).statements;
      if (became.every(({ kind }) => kind !== 'applied')) expect(statements).toBe(1);
      else expect(statements).toBeGreaterThan(1);
    },
  );
}
