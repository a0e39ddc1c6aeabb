import { hash, randomBytes } from 'node:crypto';
import type { AddCommand, Cli } from './cli.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

export const addKey: AddCommand = (program, run) => {
  program
    .command('key')
    .description(
      'make an API key for a sender: shown once; only its SHA-256 is kept, in the configuration of the source',
    )
    .action(run(key));
};

const bytes = 32;

function key({ options, terminal }: Cli): Promise<ExitCode> {
  const made = randomBytes(bytes).toString('base64url');
  const sha256 = hash('sha256', made);
  if (options.json === true) terminal.printJson({ whence: 'key/1', key: made, sha256 });
  else {
    terminal.print(`key     ${made}`);
    terminal.print(`sha256  ${sha256}`);
    terminal.say(
      'Give the key to the sender (Authorization: Bearer …), and its sha256 to keys: of the source. It is shown only now.',
    );
  }
  return Promise.resolve(exitCode.ok);
}
