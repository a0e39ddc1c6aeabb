import { styleText } from 'node:util';

/** The part of a process stream that commands write to. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Terminal {
  /** Data: what the command was asked for. */
  print(line?: string): void;
  /** Data as one JSON document. */
  printJson(value: unknown): void;
  /** Everything else; silent with `--quiet`. */
  say(line: string): void;
  /** What went wrong; never silent. */
  complain(line: string): void;
  readonly styled: (how: 'bold' | 'dim' | 'green' | 'yellow' | 'red', text: string) => string;
  readonly errors: Stream;
  readonly isQuiet: boolean;
}

export interface TerminalOptions {
  readonly out: Stream;
  readonly errors: Stream;
  readonly isQuiet: boolean;
  /** Only ever on a terminal. */
  readonly mayColour: boolean;
}

export function createTerminal({ out, errors, isQuiet, mayColour }: TerminalOptions): Terminal {
  const line = (stream: Stream) => (text: string) => void stream.write(`${text}\n`);
  const isColoured = mayColour && out.isTTY === true;
  return {
    print: (text = '') => line(out)(text),
    printJson: (value) => line(out)(JSON.stringify(value, undefined, 2)),
    say: isQuiet ? () => undefined : line(errors),
    complain: line(errors),
    styled: (how, text) => (isColoured ? styleText(how, text, { validateStream: false }) : text),
    errors,
    isQuiet,
  };
}
