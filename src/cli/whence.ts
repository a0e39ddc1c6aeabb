import process from 'node:process';
import { runCommandLine } from './program.ts';

const stop = new AbortController();
process.once('SIGINT', () => {
  stop.abort();
  // The first one ends what was begun; whoever presses again does not want to wait.
  process.once('SIGINT', () => process.exit(130));
});
process.once('SIGTERM', () => stop.abort());
// The reader of our output has gone: there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  out: process.stdout,
  errors: process.stderr,
  signal: stop.signal,
});
