import { expect, test } from '@jest/globals';
import { createProgress } from './progress.ts';
import { createTerminal } from './terminal.ts';

function shown(isTTY: boolean, isQuiet = false) {
  const written: string[] = [];
  const clock = { ms: 0, now: () => clock.ms };
  const stream = { write: (text: string) => written.push(text), isTTY, columns: 80 };
  const terminal = createTerminal({ out: stream, errors: stream, isQuiet, mayColour: false });
  return { written, clock, progress: createProgress(terminal, 'Reading', clock) };
}

test('nothing is said in the first second', () => {
  const { written, clock, progress } = shown(true);
  clock.ms = 999;
  progress.at(5, 10);
  progress.end();
  expect(written).toEqual([]);
});

test('on a terminal one line is drawn over and wiped at the end', () => {
  const { written, clock, progress } = shown(true);
  clock.ms = 1000;
  progress.at(500, 1000);
  clock.ms = 1050;
  progress.at(501, 1000);
  progress.end();
  expect(written).toEqual(['\r\x1b[2KReading: 500 of 1,000 (50 %), 1 s', '\r\x1b[2K']);
});

test('elsewhere there is a line now and then', () => {
  const { written, clock, progress } = shown(false);
  for (clock.ms = 1000; clock.ms <= 7000; clock.ms += 1000) progress.at(clock.ms);
  progress.end();
  expect(written).toEqual(['Reading: 1,000, 1 s\n', 'Reading: 6,000, 6 s\n']);
});

test('with --quiet there is none', () => {
  const { written, clock, progress } = shown(true, true);
  clock.ms = 5000;
  progress.at(1, 2);
  progress.end();
  expect(written).toEqual([]);
});
