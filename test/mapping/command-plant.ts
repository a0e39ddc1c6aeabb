import { expect } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from '../../src/cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

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

  async run(...args: readonly string[]): Promise<Ran> {
    let [out, errors] = ['', ''];
    const stream = (add: (text: string) => void) => ({
      isTTY: false,
      write: (text: string) => {
        add(text);
        return true;
      },
    });
    const code = await runCommandLine(args, {
      cwd: this.folder,
      env: {},
      out: stream((text) => (out += text)),
      errors: stream((text) => (errors += text)),
      signal: new AbortController().signal,
    });
    return { code, out, errors };
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
