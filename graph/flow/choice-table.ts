import { grown, lowerBound } from './columns.ts';
import { TextTable } from './text-table.ts';

/** Choice groups, and which edges are members: few edges are, so they are found by search (edges ascend). */
export class ChoiceTable {
  readonly labels: TextTable;
  size = new Uint32Array(0);
  count = 0;
  edge = new Uint32Array(0);
  choice = new Uint32Array(0);

  constructor(labels = new TextTable()) {
    this.labels = labels;
  }

  add(edge: number, label: string, size: number): void {
    // With its size: a revised event may use the label again, and no answer of before may change (T23).
    const choice = this.labels.add(`${size}:${label}`);
    this.size = grown(this.size, choice + 1);
    this.size[choice] = size;
    const row = this.count++;
    this.edge = grown(this.edge, this.count);
    this.choice = grown(this.choice, this.count);
    this.edge[row] = edge;
    this.choice[row] = choice;
  }

  /** Choice of an edge that is marked as chosen. */
  of(edge: number): number {
    return this.choice[lowerBound(this.edge, edge, 0, this.count)]!;
  }

  get bytes(): number {
    return this.size.byteLength + this.edge.byteLength + this.choice.byteLength;
  }
}
