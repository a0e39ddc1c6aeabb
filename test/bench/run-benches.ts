import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { Genealogies } from './genealogies.ts';
import type { Report } from './report.ts';
import type { Bench, Setting } from './setting.ts';

export interface RunOptions {
  readonly size: number;
  readonly store: string;
  /** Names or beginnings of figures, `trace` or `trace.F`; all where there is none. */
  readonly only: readonly string[];
  readonly isSmoke: boolean;
}

/** Runs what is asked for, bench after bench; every file `<name>.bench.ts` here is one. */
export async function runBenches(options: RunOptions, report: Report): Promise<readonly Figure[]> {
  const root = mkdtempSync(join(tmpdir(), 'whence-bench-'));
  const setting = settingOf(options, root, report);
  const figures: Figure[] = [];
  try {
    for (const bench of await benches()) {
      if (!storesOf(bench).includes(options.store)) continue;
      if (!bench.figures.some((name) => setting.wants(name))) continue;
      for await (const figure of bench.run(setting)) {
        if (!setting.wants(figure.bench)) continue;
        figures.push(figure);
        report.figure(figure);
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return figures;
}

export const storesOf = ({ stores }: Bench): readonly string[] => stores ?? ['sqlite'];

export async function benches(): Promise<readonly Bench[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'));
  return Promise.all(
    files.toSorted(traceFirst).map(async (file) => ((await import(`./${file}`)) as { bench: Bench }).bench),
  );
}

// Before others leave the heap and the compiler in a state of their own.
const traceFirst = (a: string, b: string): number =>
  Number(b.startsWith('trace')) - Number(a.startsWith('trace')) || (a < b ? -1 : 1);

function settingOf({ size, store, only, isSmoke }: RunOptions, root: string, report: Report): Setting {
  const note = (text: string): void => report.note(text);
  return {
    size,
    store,
    isSmoke,
    wants: (bench) => only.length === 0 || only.some((name) => bench === name || bench.startsWith(`${name}.`)),
    genealogies: new Genealogies(note),
    folder: (name) => {
      const folder = join(root, name);
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    note,
  };
}
