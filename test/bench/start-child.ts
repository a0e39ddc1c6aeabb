import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { loadSnapshot } from '../../graph/flow/snapshot-file.ts';
import { Asker } from './ask.ts';
import type { StandingQuestion } from './questions.ts';

// A process that begins with a snapshot and one question, and says how old it was when it had the answer.
const { path, of, question } = JSON.parse(process.argv[2]!) as {
  readonly path: string;
  readonly of: { readonly id: string; readonly epoch: number; readonly position: number };
  readonly question: StandingQuestion;
};
const taken = loadSnapshot(path, of);
if ('refused' in taken) throw new Error(taken.refused);
const rows = new Asker(taken.index).ask(question);
process.stdout.write(JSON.stringify({ rows, ms: performance.now() }));
