import { refused } from '../../graph/errors.ts';
import type { Result } from '../../graph/errors.ts';
import type { Path } from './path.ts';

/** `path[, path…] | fn(args) | …` as read, not yet bound to functions. */
export interface Pipe {
  readonly sources: readonly PipeSource[];
  readonly calls: readonly Call[];
  readonly text: string;
}

export type PipeSource = { readonly literal: string } | { readonly path: Path };

export interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
}

export interface Argument {
  /** Of `material=part`. */
  readonly name?: string;
  readonly value: ArgumentValue;
}

/** A word is a path or a name, as the function means it. */
export type ArgumentValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string; readonly path: Path }
  | { readonly kind: 'pipe'; readonly pipe: Pipe };

export function readPipe(text: string): Result<Pipe> {
  const reader = new PipeReader(text);
  try {
    const pipe = reader.pipe();
    reader.end();
    return { ok: pipe };
  } catch (error) {
    if (error instanceof Unreadable) return refused('PLAN_PIPE', error.message, { value: text });
    throw error;
  }
}

export function readPath(text: string): Result<Path> {
  const read = readPipe(text);
  if (read.problem) return read;
  const [source] = read.ok.sources;
  if (read.ok.calls.length === 0 && read.ok.sources.length === 1 && source && 'path' in source)
    return { ok: source.path };
  return refused('PLAN_PIPE', `"${text}" is no path`, { value: text });
}

class Unreadable extends Error {}

const nameStart = /[\p{L}_@#$]/u;
const nameChar = /[\p{L}\p{N}_@#:$-]/u;
const digit = /[0-9]/;

/** Recursive descent over one line; a plan is read once, so it is plain rather than fast. */
class PipeReader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  pipe(): Pipe {
    const from = this.#at;
    const sources = [this.#source()];
    while (this.#take(',')) sources.push(this.#source());
    const calls: Call[] = [];
    while (this.#take('|')) calls.push(this.#call());
    return { sources, calls, text: this.#text.slice(from, this.#at).trim() };
  }

  end(): void {
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail(`"${this.#text.slice(this.#at)}" is left over`);
  }

  #source(): PipeSource {
    return this.#peek() === "'" ? { literal: this.#quoted() } : { path: this.#path() };
  }

  #call(): Call {
    const name = this.#name();
    const args: Argument[] = [];
    if (!this.#take('(') || this.#take(')')) return { name, args };
    do args.push(this.#argument());
    while (this.#take(','));
    if (!this.#take(')')) this.#fail(`${name}( is not closed`);
    return { name, args };
  }

  #argument(): Argument {
    const from = this.#at;
    if (nameStart.test(this.#peek())) {
      const name = this.#name();
      if (this.#take('=')) return { name, value: this.#value() };
      this.#at = from;
    }
    return { value: this.#value() };
  }

  #value(): ArgumentValue {
    const next = this.#peek();
    if (next === "'") return { kind: 'text', text: this.#quoted() };
    if (next === '"') return { kind: 'text', text: this.#quoted('"') };
    if (next === '(') return this.#inner();
    if (digit.test(next) || next === '-') return { kind: 'number', text: this.#number() };
    const path = this.#path();
    return { kind: 'word', text: path.text, path };
  }

  #inner(): ArgumentValue {
    this.#take('(');
    const pipe = this.pipe();
    if (!this.#take(')')) this.#fail('a bracket is not closed');
    return { kind: 'pipe', pipe };
  }

  #path(): Path {
    this.#blanks();
    const from = this.#at;
    let out = 0;
    while (this.#next('^')) out++;
    if (this.#next('.')) return { root: 'item', out, steps: [], text: this.#text.slice(from, this.#at) };
    const steps: (string | number)[] = [this.#text[this.#at] === '[' ? this.#bracket() : this.#name()];
    for (;;) {
      if (this.#text[this.#at] === '[') steps.push(this.#bracket());
      else if (this.#next('.')) steps.push(this.#step());
      else break;
    }
    return rooted(out, steps, this.#text.slice(from, this.#at)) ?? this.#fail(`${String(steps[0])} is not known`);
  }

  // `OBX.5.1` counts from 0 like `[5]`.
  #step(): string | number {
    return digit.test(this.#text[this.#at] ?? '') ? Number(this.#number()) : this.#name();
  }

  #bracket(): string | number {
    this.#take('[');
    const inside = this.#peek() === "'" ? this.#quoted() : Number(this.#number());
    if (!this.#next(']')) this.#fail('a square bracket is not closed');
    return inside;
  }

  #name(): string {
    this.#blanks();
    const from = this.#at;
    const rest = this.#text;
    if (nameStart.test(rest[this.#at] ?? ''))
      while (this.#at < rest.length && nameChar.test(rest[this.#at] ?? '')) this.#at++;
    if (this.#at === from) this.#fail(`a name is missing at "${rest.slice(from)}"`);
    return rest.slice(from, this.#at);
  }

  #number(): string {
    const match = /^-?\d+(?:[./]\d+)?/.exec(this.#text.slice(this.#at));
    if (!match) return this.#fail(`a number is missing at "${this.#text.slice(this.#at)}"`);
    // In `OBX.5.1` the first point belongs to the path.
    const whole = this.#text[this.#at - 1] === '.' ? (/^\d+/.exec(match[0])?.[0] ?? '') : match[0];
    this.#at += whole.length;
    return whole;
  }

  #quoted(mark = "'"): string {
    this.#take(mark);
    let text = '';
    for (;;) {
      const end = this.#text.indexOf(mark, this.#at);
      if (end < 0) return this.#fail('a quote is not closed');
      text += this.#text.slice(this.#at, end);
      this.#at = end + 1;
      if (this.#text[this.#at] !== mark) return text;
      text += mark; // doubled: the mark itself
      this.#at++;
    }
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #peek(): string {
    this.#blanks();
    return this.#text[this.#at] ?? '';
  }

  #take(char: string): boolean {
    this.#blanks();
    return this.#next(char);
  }

  #next(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #fail(what: string): never {
    throw new Unreadable(`In "${this.#text}" ${what}`);
  }
}

const roots: Readonly<Record<string, Path['root']>> = {
  $meta: 'meta',
  $head: 'head',
  $record: 'record',
  $key: 'key',
  $item: 'item',
};

function rooted(out: number, steps: readonly (string | number)[], text: string): Path | undefined {
  const [first, ...rest] = steps;
  if (typeof first !== 'string' || !first.startsWith('$')) return { root: 'item', out, steps, text };
  const root = Object.hasOwn(roots, first) ? roots[first] : undefined;
  return root && { root, out, steps: rest, text };
}
