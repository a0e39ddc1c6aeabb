import type { Terminal } from './terminal.ts';

/** Tells how far something is, once it has taken a second. */
export interface Progress {
  /** `total` where it is known. */
  at(done: number, total?: number): void;
  /** Changes what is being done. */
  doing(what: string): void;
  end(): void;
}

export interface ProgressClock {
  now(): number;
}

const silentMs = 1000;
const redrawMs = 100;
const lineMs = 5000;

/** On a terminal one line that is drawn over, elsewhere a line every few seconds. Never on standard output. */
export function createProgress(terminal: Terminal, what: string, clock: ProgressClock = Date): Progress {
  if (terminal.isQuiet) return { at: () => undefined, doing: () => undefined, end: () => undefined };
  return new ShownProgress(terminal, what, clock);
}

class ShownProgress implements Progress {
  readonly #terminal: Terminal;
  readonly #clock: ProgressClock;
  readonly #began: number;
  readonly #isLive: boolean;
  #what: string;
  #shownAt = -Infinity;
  #isDrawn = false;

  constructor(terminal: Terminal, what: string, clock: ProgressClock) {
    this.#terminal = terminal;
    this.#what = what;
    this.#clock = clock;
    this.#began = clock.now();
    this.#isLive = terminal.errors.isTTY === true;
  }

  doing(what: string): void {
    this.#what = what;
    this.#shownAt = -Infinity;
  }

  at(done: number, total?: number): void {
    const now = this.#clock.now();
    if (now - this.#began < silentMs || now - this.#shownAt < (this.#isLive ? redrawMs : lineMs)) return;
    this.#shownAt = now;
    this.#show(`${this.#what}: ${amount(done, total)}, ${Math.round((now - this.#began) / 1000)} s`);
  }

  #show(text: string): void {
    if (!this.#isLive) return void this.#terminal.errors.write(`${text}\n`);
    this.#terminal.errors.write(`\r\x1b[2K${text.slice(0, (this.#terminal.errors.columns ?? 80) - 1)}`);
    this.#isDrawn = true;
  }

  end(): void {
    if (this.#isDrawn) this.#terminal.errors.write('\r\x1b[2K');
    this.#isDrawn = false;
  }
}

function amount(done: number, total?: number): string {
  const number = (value: number): string => value.toLocaleString('en');
  if (total === undefined || total === 0) return number(done);
  return `${number(done)} of ${number(total)} (${Math.floor((Math.min(done, total) / total) * 100)} %)`;
}
