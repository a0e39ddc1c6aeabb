import { limits } from '../limits.ts';
import { JsonFault } from './json-fault.ts';

/**
 * Walks the bytes of a JSON text without reading values: for framing, where only brackets, strings and commas count.
 * What is inside a skipped value is checked when it is read.
 */
export class JsonScanner {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** The next byte that is not space; undefined at the end. Stays before it. */
  peek(): number | undefined {
    for (; ; this.at += 1) {
      const byte = this.#bytes[this.at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
    }
  }

  /** Calls back at the start of each member's value; the callback goes to its end. */
  eachMember(visit: (name: string) => void): void {
    this.#each(brace, () => {
      if (this.peek() !== quote) this.fault('A member needs a name in quotes');
      const name = this.#name();
      if (this.peek() !== colon) this.fault('A member needs a colon after its name');
      this.at += 1;
      this.peek();
      visit(name);
    });
  }

  /** Calls back at the start of each element; the callback goes to its end. */
  eachElement(visit: () => void): void {
    this.#each(bracket, visit);
  }

  #each({ open, close }: Pair, visit: () => void): void {
    if (this.peek() !== open) this.fault('Another kind of value stands here');
    this.at += 1;
    if (this.peek() !== close) {
      visit();
      while (this.peek() === comma) {
        this.at += 1;
        this.peek();
        visit();
      }
      if (this.peek() !== close) this.fault('A comma or closing bracket is missing');
    }
    this.at += 1;
  }

  /** Goes to the end of the value that starts here. */
  skipValue(): void {
    const first = this.peek();
    if (first === quote) this.#skipString();
    else if (first === brace.open || first === bracket.open) this.#skipNested();
    else this.#skipScalar();
  }

  #skipNested(): void {
    const closing: number[] = [];
    do {
      const byte = this.#bytes[this.at];
      if (byte === quote) {
        this.#skipString();
        continue;
      }
      if (byte === undefined) this.fault('A bracket is not closed');
      if (byte === brace.open) closing.push(brace.close);
      else if (byte === bracket.open) closing.push(bracket.close);
      else if ((byte === brace.close || byte === bracket.close) && byte !== closing.pop())
        this.fault('A bracket is not closed');
      if (closing.length > limits.depth)
        throw new JsonFault('FORMAT_TOO_DEEP', `A value nests deeper than ${limits.depth} levels`);
      this.at += 1;
    } while (closing.length > 0);
  }

  #skipString(): void {
    for (this.at += 1; ; this.at += 1) {
      const byte = this.#bytes[this.at];
      if (byte === quote) break;
      if (byte === undefined) this.fault('A text is not closed');
      if (byte === backslash) this.at += 1;
    }
    this.at += 1;
  }

  #skipScalar(): void {
    const start = this.at;
    for (let byte = this.#bytes[this.at]; byte !== undefined && !endsScalar.has(byte); byte = this.#bytes[this.at])
      this.at += 1;
    if (this.at === start) this.fault('A value is missing');
  }

  #name(): string {
    const start = this.at;
    this.#skipString();
    const text = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start + 1, this.at - start - 2).toString();
    return text.includes('\\') ? unescaped(text) : text;
  }

  fault(says: string): never {
    throw new JsonFault('JSON_SYNTAX', `${says} at byte ${this.at}`);
  }
}

interface Pair {
  readonly open: number;
  readonly close: number;
}

const brace: Pair = { open: 0x7b, close: 0x7d };
const bracket: Pair = { open: 0x5b, close: 0x5d };
const quote = 0x22;
const colon = 0x3a;
const comma = 0x2c;
const backslash = 0x5c;
const endsScalar: ReadonlySet<number> = new Set([0x20, 0x0a, 0x0d, 0x09, comma, colon, brace.close, bracket.close]);

// Only compared with the names of a path; a name that is no JSON stays as it is and equals none of them.
function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
