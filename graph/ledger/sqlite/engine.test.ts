import { describe, expect, test } from '@jest/globals';
import type { AssertedPragma } from './engine.ts';
import { checkEngine, checkFileSystem, checkPragmas } from './engine.ts';

describe('S5: wrong engine, pragma or file system: no start', () => {
  test.each(['3.51.2', '3.50.9', '3.7.17', '2.8.17'])('SQLite %s is refused', (version) => {
    expect(() => checkEngine(version)).toThrow('LEDGER_ENGINE');
  });

  test.each(['3.51.3', '3.51.10', '3.53.4', '4.0.0'])('SQLite %s is taken', (version) => {
    expect(() => checkEngine(version)).not.toThrow();
  });

  const right: Readonly<Record<AssertedPragma, unknown>> = {
    journal_mode: 'wal',
    synchronous: 2,
    mmap_size: 0,
    cell_size_check: 1,
  };
  const wrong = [
    ['journal_mode', 'delete'],
    ['synchronous', 1],
    ['mmap_size', 268435456],
    ['cell_size_check', 0],
  ] as const;

  test.each(wrong)('%s = %s is refused', (pragma, found) => {
    expect(() => checkPragmas((asked) => right[asked])).not.toThrow();
    expect(() => checkPragmas((asked) => (asked === pragma ? found : right[asked]))).toThrow('LEDGER_ENGINE');
  });

  // Linux gives some of these as negative numbers.
  test.each([0x6969, 0x517b, 0xff534d42, 0xff534d42 | 0, 0xfe534d42])('file system type %s is refused', (type) => {
    expect(() => checkFileSystem('/data', type)).toThrow('LEDGER_FILESYSTEM');
  });

  test('a local file system is taken', () => {
    expect(() => checkFileSystem('/data', 0xef53)).not.toThrow();
    expect(() => checkFileSystem(import.meta.dirname)).not.toThrow();
  });
});
