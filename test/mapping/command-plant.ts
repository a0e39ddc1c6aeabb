import { expect } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runIn } from '../plants/command-line.ts';
import type { Ran } from '../plants/command-line.ts';

/** What the tests look at in the JSON of commands. */
export interface Told {
  readonly new: string;
  readonly position: number;
  readonly changed: readonly { readonly says: readonly string[] }[];
  readonly quarantine: { readonly rows: readonly object[] };
}

/** A folder with a configuration, and the command line in it. */
export class CommandPlant {
  readonly folder = mkdtempSync(join(tmpdir(), 'whence-map-'));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  run(...args: readonly string[]): Promise<Ran> {
    return runIn(this.folder, ...args);
  }

  async json(...args: readonly string[]): Promise<Told> {
    const { out, errors } = await this.run(...args, '--json');
    expect(errors).toBe('');
    return JSON.parse(out) as Told;
  }

  /** The lots that are in a unit, as known at a position. */
  async lotsOf(unit: string, position?: number): Promise<readonly string[]> {
    const at = position === undefined ? [] : ['--position', String(position)];
    const { out } = await this.run('trace', 'back', unit, '--jsonl', ...at);
    return [...out.matchAll(/lot:local:[a-z-]+::[^:"]*:([A-Z0-9]+)/g)]
      .map(([, lot]) => lot!)
      .filter((lot, i, all) => all.indexOf(lot) === i);
  }
}
