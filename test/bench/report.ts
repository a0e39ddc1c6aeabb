import type { Figure } from './figure.ts';

export interface Report {
  figure(figure: Figure): void;
  note(text: string): void;
  summary(figures: readonly Figure[]): void;
}

export const summaryOf = (
  figures: readonly Figure[],
): { readonly bench: 'summary'; readonly ok: number; readonly short: number } => {
  const count = (ok: boolean): number => figures.filter((figure) => figure.ok === ok).length;
  return { bench: 'summary', ok: count(true), short: count(false) };
};

export function jsonReport(write: (line: string) => void, note: (line: string) => void): Report {
  return {
    figure: (figure) => write(JSON.stringify(figure)),
    note,
    summary: (figures) => write(JSON.stringify(summaryOf(figures))),
  };
}

const columns = [22, 10, 24, 14, 24, 10, 12] as const;

export function tableReport(write: (line: string) => void, note: (line: string) => void): Report {
  write(row(['figure', 'size', 'ours, least/median', 'against', 'theirs, least/median', 'ratio', 'goal', '']));
  return {
    figure: (figure) => write(row([...cellsOf(figure), ...verdictOf(figure)])),
    note,
    summary: (figures) => {
      const { ok, short } = summaryOf(figures);
      write(`${ok} reached, ${short} short`);
    },
  };
}

function verdictOf({ goal, sense, ok }: Figure): readonly string[] {
  if (goal === null) return [];
  return [`${sense.replace('-', ' ')} ${goal.toLocaleString('en')}`, ok === true ? 'ok' : 'SHORT'];
}

function cellsOf(figure: Figure): readonly string[] {
  const size = figure.size.toLocaleString('en');
  if ('value' in figure) return [figure.bench, size, `${figure.value.toLocaleString('en')} ${figure.unit}`, '', '', ''];
  const { ours_ms: ours, theirs_ms: theirs } = figure;
  const times = ({ min, median }: typeof ours): string => `${min} / ${median} ms`;
  return [figure.bench, size, times(ours), figure.against, times(theirs), String(figure.ratio)];
}

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => cell.padEnd(columns[i] ?? 0))
    .join(' ')
    .trimEnd();
