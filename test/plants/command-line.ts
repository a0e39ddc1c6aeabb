import { runCommandLine } from '../../src/cli/program.ts';

/** What a command wrote, and the code it ended with. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs the command line in a folder, as a person would who has no terminal. */
export const runIn = (cwd: string, ...args: readonly string[]): Promise<Ran> => runWith({}, cwd, ...args);

/** The same with variables of the environment. */
export async function runWith(
  env: Readonly<Record<string, string>>,
  cwd: string,
  ...args: readonly string[]
): Promise<Ran> {
  let [out, errors] = ['', ''];
  const stream = (add: (text: string) => void) => ({
    isTTY: false,
    write: (text: string) => {
      add(text);
      return true;
    },
  });
  const code = await runCommandLine(args, {
    cwd,
    env,
    out: stream((text) => (out += text)),
    errors: stream((text) => (errors += text)),
    signal: new AbortController().signal,
  });
  return { code, out, errors };
}
