import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Settings given on the command line, by their path: `server.port`. */
  readonly flags: Readonly<Record<string, string>>;
  /** `--config`. */
  readonly file?: string | undefined;
}

/** Where the example plant of a data folder keeps its configuration: beside its files. */
export const examplePlace = join('plant', 'whence.yaml');

/** The one file that is read: the named one, else that of the working folder, else the example plant of the data folder. */
export function findConfig({ cwd, env, flags, file }: Surroundings): string | undefined {
  const named = file ?? env['WHENCE_CONFIG'];
  if (named !== undefined) return resolve(cwd, named);
  const data = flags['data'] ?? env['WHENCE__DATA'];
  const example = resolve(cwd, data ?? 'data', examplePlace);
  const here = resolve(cwd, 'whence.yaml');
  // A data folder that was named and has a configuration of its own goes before what lies around.
  return (data === undefined ? [here, example] : [example, here]).find((path) => existsSync(path));
}
