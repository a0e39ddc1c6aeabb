import { expect, test } from '@jest/globals';
import { appendCall } from '../landing.ts';
import type { AppendCall } from '../landing.ts';
import { groupLength } from './commit-group.ts';

function call(records: number, bytes = 1): AppendCall {
  const raw = { source: 'mes', partition: 'p', contentType: 'text/plain', headers: {}, body: new Uint8Array(bytes) };
  return appendCall(
    Array.from({ length: records }, (_, i) => ({ ...raw, position: String(i) })),
    [],
  );
}

test('what is queued shares a commit, up to 1,000 records', () => {
  expect(groupLength([])).toBe(0);
  expect(groupLength([call(1), call(2)])).toBe(2);
  expect(groupLength([call(400), call(600), call(1)])).toBe(2);
});

test('what is queued shares a commit, up to 4 MiB', () => {
  const mebibyte = 1024 * 1024;
  expect(groupLength([call(1, 3 * mebibyte), call(1, mebibyte), call(1, 1)])).toBe(2);
});

test('a call that is longer by itself has a commit for itself', () => {
  expect(groupLength([call(1500), call(1)])).toBe(1);
});
