import { grown } from './columns.ts';
import { TextTable } from './text-table.ts';

const none = -1;

/** The attributes that questions read: per node a list, newest first, each with the row of its statement's envelope. */
export class AttributeTable {
  readonly names: TextTable;
  readonly values: TextTable;
  count = 0;
  node = new Int32Array(0);
  name = new Uint8Array(0);
  value = new Uint32Array(0);
  envelope = new Uint32Array(0);
  former = new Int32Array(0);
  #latest = new Int32Array(0);
  // Statements are closed one by one, and only few of them state an attribute: found when the first one is closed.
  #ofEnvelope: Map<number, number[]> | undefined;

  constructor(names = new TextTable(), values = new TextTable()) {
    this.names = names;
    this.values = values;
  }

  add(node: number, name: string, value: string, envelope: number): void {
    const row = this.count++;
    this.#reserve(this.count);
    this.node[row] = node;
    this.name[row] = this.names.add(name);
    this.value[row] = this.values.add(value);
    this.envelope[row] = envelope;
    this.#link(row);
  }

  /** First of the node's attributes; the next ones by `former`. -1 where there is none. */
  latest(node: number): number {
    return this.#latest[node] ?? none;
  }

  nodesOf(envelope: number): readonly number[] {
    if (this.#ofEnvelope === undefined) {
      this.#ofEnvelope = new Map();
      for (let row = 0; row < this.count; row++) this.#noteEnvelope(row);
    }
    return (this.#ofEnvelope.get(envelope) ?? []).map((row) => this.node[row]!);
  }

  text(row: number): string {
    return this.values.text(this.value[row]!);
  }

  relink(): void {
    for (let row = 0; row < this.count; row++) this.#link(row);
  }

  get size(): number {
    const columns = [this.node, this.name, this.value, this.envelope, this.former, this.#latest];
    return columns.reduce((sum, column) => sum + column.byteLength, 0);
  }

  #link(row: number): void {
    const node = this.node[row]!;
    this.former[row] = this.latest(node);
    this.#latest = grown(this.#latest, node + 1, none);
    this.#latest[node] = row;
    if (this.#ofEnvelope !== undefined) this.#noteEnvelope(row);
  }

  #noteEnvelope(row: number): void {
    const envelope = this.envelope[row]!;
    const rows = this.#ofEnvelope!.get(envelope);
    if (rows) rows.push(row);
    else this.#ofEnvelope!.set(envelope, [row]);
  }

  #reserve(needed: number): void {
    this.node = grown(this.node, needed);
    this.name = grown(this.name, needed);
    this.value = grown(this.value, needed);
    this.envelope = grown(this.envelope, needed);
    this.former = grown(this.former, needed);
  }
}
