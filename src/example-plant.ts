import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { WhenceError } from '../graph/errors.ts';
import { examplePlace } from './config/find-config.ts';

export interface PlantSize {
  readonly units?: number;
  readonly seed?: number;
}

const example = fileURLToPath(new URL('../examples/plant/', import.meta.url));

/** What makes files mean something: the configuration and what it names. */
const declared = ['whence.yaml', 'schemes.yaml', 'units.yaml', 'plans', 'tables'];

export const examplePlantOf = (data: string): string => join(data, dirname(examplePlace));
export const hasExamplePlant = (data: string): boolean => existsSync(join(data, examplePlace));

/**
 * Writes the example plant into a data folder: what its systems wrote down, and a configuration of its own, which is there
 * to be changed. Whole or not at all; where there is one already, nothing happens.
 */
export async function makeExamplePlant(data: string, size: PlantSize = {}, signal?: AbortSignal): Promise<void> {
  if (hasExamplePlant(data)) return;
  const [place, draft] = [examplePlantOf(data), `${examplePlantOf(data)}.new`];
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await generate(draft, size, signal);
  for (const name of declared) cpSync(join(example, name), join(draft, name), { recursive: true });
  renameSync(draft, place);
}

/** In a process of its own: it is a program of the example, and no part of the service. */
async function generate(out: string, { units, seed }: PlantSize, signal?: AbortSignal): Promise<void> {
  const options = { out, units, seed };
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const child = spawn(process.execPath, [join(example, 'generate.ts'), ...given], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  const [complaints, ended] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number | null]>]);
  if (ended[0] !== 0)
    throw new WhenceError('EXAMPLE_FAILED', { says: complaints.trim().split('\n').at(-1) ?? 'no reason' });
}
