import { grown, withRoom } from './columns.ts';

const empty = -1;

export interface TextColumns {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  /** Where each text is found by its hash. */
  readonly slots: Int32Array;
}

/**
 * Texts, each kept once as UTF-8 in one buffer and known by its ordinal. A JavaScript string costs several times as much
 * and a map of them several times that; an index of ten million keys has to fit a plant's server.
 */
export class TextTable {
  #bytes: Buffer;
  #starts: Uint32Array;
  #slots: Int32Array;
  #count = 0;

  constructor(expected = 16) {
    this.#bytes = Buffer.allocUnsafe(expected * 32);
    this.#starts = new Uint32Array(expected + 1);
    this.#slots = new Int32Array(slotsFor(expected)).fill(empty);
  }

  static of({ bytes, starts, slots }: TextColumns): TextTable {
    const table = new TextTable(0);
    table.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    table.#starts = starts;
    table.#count = starts.length - 1;
    table.#slots = slots;
    return table;
  }

  get count(): number {
    return this.#count;
  }

  /** Bytes of the texts alone, and of what finds them. */
  get size(): { readonly texts: number; readonly lookup: number } {
    return { texts: this.#bytes.length, lookup: this.#starts.byteLength + this.#slots.byteLength };
  }

  /** The columns that make the table, cut to what is used. */
  get columns(): TextColumns {
    return {
      bytes: this.#bytes.subarray(0, this.#starts[this.#count]),
      starts: this.#starts.subarray(0, this.#count + 1),
      slots: this.#slots,
    };
  }

  text(ordinal: number): string {
    return this.#bytes.toString('utf8', this.#starts[ordinal], this.#starts[ordinal + 1]);
  }

  /** Ordinal of the text, or -1. */
  find(text: string): number {
    const length = written(text);
    return this.#slots[this.#slotOf(asked, 0, length)]!;
  }

  /** Ordinal of the text, which is kept if it is new. */
  add(text: string): number {
    const length = this.#write(text);
    const slot = this.#slotOf(this.#bytes, this.#starts[this.#count]!, length);
    const known = this.#slots[slot]!;
    if (known !== empty) return known;
    const ordinal = this.#count++;
    this.#starts = grown(this.#starts, ordinal + 2);
    this.#starts[ordinal + 1] = this.#starts[ordinal]! + length;
    this.#slots[slot] = ordinal;
    if (this.#count * 3 > this.#slots.length * 2) this.#rehash(this.#slots.length * 2);
    return ordinal;
  }

  /** Order of two texts by their UTF-8 bytes. */
  compare(a: number, b: number): number {
    const starts = this.#starts;
    return this.#bytes.compare(this.#bytes, starts[b], starts[b + 1], starts[a], starts[a + 1]);
  }

  // Behind the last text, where it stays if it turns out to be new.
  #write(text: string): number {
    const at = this.#starts[this.#count]!;
    const room = at + text.length * 3;
    if (room > this.#bytes.length) {
      const longer = Buffer.allocUnsafe(Math.max(room, withRoom(this.#bytes.length)));
      this.#bytes.copy(longer, 0, 0, at);
      this.#bytes = longer;
    }
    return this.#bytes.write(text, at, 'utf8');
  }

  #slotOf(bytes: Uint8Array, at: number, length: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, at, at + length) & mask;
    for (;;) {
      const ordinal = this.#slots[slot]!;
      if (ordinal === empty || this.#isAt(ordinal, bytes, at, length)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(ordinal: number, text: Uint8Array, at: number, length: number): boolean {
    const start = this.#starts[ordinal]!;
    if (this.#starts[ordinal + 1]! - start !== length) return false;
    const bytes = this.#bytes;
    // From the end: keys of one plant begin alike and differ in their last characters.
    for (let i = length - 1; i >= 0; i--) if (bytes[start + i] !== text[at + i]) return false;
    return true;
  }

  #rehash(slots: number): void {
    const table = new Int32Array(slots).fill(empty);
    const mask = slots - 1;
    for (let ordinal = 0; ordinal < this.#count; ordinal++) {
      let slot = hash(this.#bytes, this.#starts[ordinal]!, this.#starts[ordinal + 1]!) & mask;
      while (table[slot] !== empty) slot = (slot + 1) & mask;
      table[slot] = ordinal;
    }
    this.#slots = table;
  }
}

// A text that is only looked for is written here: behind the last one it might make the whole table grow.
let asked: Buffer = Buffer.allocUnsafe(1024);

function written(text: string): number {
  if (text.length * 3 > asked.length) asked = Buffer.allocUnsafe(text.length * 3);
  return asked.write(text, 0, 'utf8');
}

function slotsFor(count: number): number {
  let slots = 16;
  while (slots * 2 < count * 3) slots *= 2;
  return slots;
}

// FNV-1a, mixed at the end: its low bits alone are poor for keys that end in counting digits.
function hash(bytes: Uint8Array, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}
