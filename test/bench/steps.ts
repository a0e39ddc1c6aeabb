import { grown } from '../../graph/flow/columns.ts';

/** Flags of a step. */
export const received = 1;
/** Its inputs were put into its output: edges between things, and some of them taken out again. */
export const assembled = 2;
/** Its inputs were staged in a container, and that was consumed. */
export const packed = 4;
/** Which of its inputs was used is not known. */
export const undecided = 8;
/** Taken back later: no answer of today shows it. */
export const retracted = 16;

export interface StepDraft {
  readonly level: number;
  /** First of the things that come of it; the others follow. */
  readonly first: number;
  readonly outputs: number;
  /** Things that go in; the complement of one whose edge is inferred. */
  readonly inputs: readonly number[];
  readonly flags: number;
}

export interface Links {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

const none = -1;

/**
 * What happened in a plant, event by event, in columns: ten million things have to fit beside their index. Nodes are
 * numbered in the order in which they are first named, as an index that follows a store numbers them.
 */
export class Steps {
  readonly isDirect: boolean;
  count = 0;
  level = new Uint8Array(0);
  first = new Int32Array(0);
  outputs = new Uint8Array(0);
  flags = new Uint8Array(0);
  start = new Uint32Array(1);
  inputs = new Int32Array(0);
  /** Node of the operation, or of the container just before it; -1 where there is neither. */
  node = new Int32Array(0);
  nodes = 0;
  readonly nodeOfThing: Int32Array;

  constructor(things: number, isDirect: boolean) {
    this.isDirect = isDirect;
    this.nodeOfThing = new Int32Array(things).fill(none);
  }

  add({ level, first, outputs, inputs, flags }: StepDraft): void {
    const step = this.count++;
    this.#reserve(inputs.length);
    this.level[step] = level;
    this.first[step] = first;
    this.outputs[step] = outputs;
    this.flags[step] = this.isDirect && (flags & received) === 0 ? (flags | assembled) & ~packed : flags;
    this.inputs.set(inputs, this.start[step]);
    this.start[step + 1] = this.start[step]! + inputs.length;
    this.node[step] = this.#number(step);
  }

  is(step: number, flag: number): boolean {
    return (this.flags[step]! & flag) !== 0;
  }

  inputsOf(step: number): Int32Array {
    return this.inputs.subarray(this.start[step], this.start[step + 1]);
  }

  outputsOf(step: number): readonly number[] {
    return Array.from({ length: this.outputs[step]! }, (_, i) => this.first[step]! + i);
  }

  containerOf(step: number): number {
    return this.node[step]!;
  }

  operationOf(step: number): number {
    return this.is(step, packed) ? this.node[step]! + 1 : this.node[step]!;
  }

  /** Every edge that counts today, once. */
  links(): Links {
    const from = new Int32Array(this.#linkCount());
    const to = new Int32Array(from.length);
    let count = 0;
    const link = (a: number, b: number): void => {
      from[count] = a;
      to[count++] = b;
    };
    for (let step = 0; step < this.count; step++) if (!this.is(step, received | retracted)) this.eachLink(step, link);
    return { count, from, to };
  }

  /** What the edges of the step join, in the order in which they are stated. */
  eachLink(step: number, link: (from: number, to: number, input: number) => void): void {
    const inputs = this.inputsOf(step);
    const nodeOf = (input: number): number => this.nodeOfThing[input < 0 ? ~input : input]!;
    const outputs = this.outputsOf(step).map((thing) => this.nodeOfThing[thing]!);
    if (this.is(step, assembled)) {
      for (const output of outputs) for (const input of inputs) link(nodeOf(input), output, input);
      return;
    }
    const operation = this.operationOf(step);
    const into = this.is(step, packed) ? this.containerOf(step) : operation;
    for (const input of inputs) link(nodeOf(input), into, input);
    if (into !== operation) link(into, operation, 0);
    for (const output of outputs) link(operation, output, 0);
  }

  #linkCount(): number {
    let count = 0;
    for (let step = 0; step < this.count; step++) {
      const inputs = this.start[step + 1]! - this.start[step]!;
      count += this.is(step, assembled) ? inputs * this.outputs[step]! : inputs + this.outputs[step]! + 1;
    }
    return count;
  }

  #number(step: number): number {
    const isBare = this.is(step, received | assembled);
    const own = isBare ? none : this.nodes;
    if (!isBare) this.nodes += this.is(step, packed) ? 2 : 1;
    for (let i = 0; i < this.outputs[step]!; i++) {
      const thing = this.first[step]! + i;
      if (this.nodeOfThing[thing] === none) this.nodeOfThing[thing] = this.nodes++;
    }
    return own;
  }

  #reserve(inputs: number): void {
    const { count } = this;
    this.level = grown(this.level, count);
    this.first = grown(this.first, count);
    this.outputs = grown(this.outputs, count);
    this.flags = grown(this.flags, count);
    this.node = grown(this.node, count);
    this.start = grown(this.start, count + 1);
    this.inputs = grown(this.inputs, this.start[count - 1]! + inputs);
  }
}
