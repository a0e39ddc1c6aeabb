import { Dice } from '../plants/dice.ts';
import { Steps, assembled, packed, received, retracted, undecided } from './steps.ts';
import type { StepDraft } from './steps.ts';

/**
 * `operations`: as the model has it, operations between things. `things`: a thing is an edge away from what it was made of,
 * as in most published comparisons.
 */
export type Shape = 'operations' | 'things';

export const levels = 12;
export const lastLevel = levels - 1;

// How far from its own place in the order of production a lot takes its inputs.
const reach = 4;
// A level runs this many lots behind the one before it, so that inputs are there when they are used.
const lag = 2 * reach + 4;
const tankLevels = [2, 3, 4, 5, 6, 7];
const tankInputs = 500;
const tankOutputs = 1000;
const consumableOutputs = [50_000, 60_000, 70_000, 80_000];
const firstConsumingLevel = 5;

// What keeps a walk from being a plain one; percent.
const inferredEdges = 3;
const undecidedSteps = 2;
const assembledSteps = 2.5;
const packedSteps = 2.5;
const retractedSteps = 1;
const skippingInputs = 10;

interface Tank {
  readonly thing: number;
  readonly level: number;
  /** Lots up to this one of its level were poured in, or passed by. */
  readonly until: number;
  readonly inputs: number;
  readonly share: number;
  isFull: boolean;
}

interface Consumable {
  readonly thing: number;
  readonly share: number;
}

/**
 * The genealogy of a plant, from a seed: twelve levels of lots, the last one units. A lot is made of one to five lots near
 * its own place in the order of production, some of a level further back. Six tanks commingle 500 lots into 1,000; four
 * consumables go straight into the last levels. Below a million things tanks and consumables are smaller in proportion,
 * above they stay what they are: a plant that is ten times as large has more lines, not larger tanks.
 */
export class Genealogy {
  readonly size: number;
  readonly shape: Shape;
  /** Lots of a level. */
  readonly width: number;
  readonly steps: Steps;
  readonly #dice: Dice;
  readonly #tanks: readonly Tank[];
  readonly #consumables: readonly Consumable[];
  readonly #scale: number;
  readonly #next = new Int32Array(levels);

  constructor(size: number, shape: Shape, seed = 20_260_314) {
    this.size = size;
    this.shape = shape;
    this.#scale = Math.min(1, size / 1_000_000);
    const apart = tankLevels.length + consumableOutputs.length;
    this.width = Math.floor((size - apart) / levels);
    this.#dice = new Dice(seed);
    this.#tanks = this.#placeTanks();
    this.#consumables = this.#placeConsumables();
    this.steps = new Steps(this.width * levels + apart, shape === 'things');
    this.#run();
  }

  /** A lot of every tank that was poured into it. */
  get poured(): readonly number[] {
    return this.#tanks.map(({ level, until }) => this.thing(level, until - 1));
  }

  get consumables(): readonly number[] {
    return this.#consumables.map(({ thing }) => thing);
  }

  thing(level: number, place: number): number {
    return level * this.width + place;
  }

  levelOf(thing: number): number {
    return Math.floor(thing / this.width);
  }

  #placeTanks(): readonly Tank[] {
    const inputs = Math.round(tankInputs * this.#scale);
    return tankLevels.map((level, i) => {
      const until = Math.round(this.width * (0.02 + 0.03 * i)) + inputs;
      const share = (tankOutputs * this.#scale) / (this.width - until);
      return { thing: levels * this.width + i, level, until, inputs, share, isFull: false };
    });
  }

  #placeConsumables(): readonly Consumable[] {
    const into = this.width * (levels - firstConsumingLevel);
    return consumableOutputs.map((outputs, i) => ({
      thing: levels * this.width + tankLevels.length + i,
      share: (outputs * this.#scale) / into,
    }));
  }

  #run(): void {
    for (const { thing } of this.#consumables)
      this.steps.add({ level: 0, first: thing, outputs: 1, inputs: [], flags: received });
    for (let now = 0; now < this.width + levels * lag; now++)
      for (let level = 0; level < levels; level++) this.#makeUpTo(level, Math.min(now - level * lag, this.width - 1));
  }

  #makeUpTo(level: number, place: number): void {
    while (this.#next[level]! <= place) {
      const first = this.#next[level]!;
      const draft = level === 0 ? this.#receipt(first) : this.#making(level, first);
      this.#next[level]! += draft.outputs;
      this.steps.add(draft);
      if (level > 0 && this.#chance(retractedSteps)) this.steps.add(this.#wrongBooking(level, first));
      this.#fillTanks(level);
    }
  }

  #receipt(place: number): StepDraft {
    return { level: 0, first: this.thing(0, place), outputs: 1, inputs: [], flags: received };
  }

  #making(level: number, place: number): StepDraft {
    const flags = this.#manner();
    const outputs = (flags & assembled) === 0 ? Math.min(this.#outputs(), this.width - place) : 1;
    const inputs = [...this.#inputs(level, place), ...this.#poured(level, place), ...this.#used(level)];
    const isUndecided = inputs.length > 1 && (flags & packed) === 0 && this.#chance(undecidedSteps);
    return { level, first: this.thing(level, place), outputs, inputs, flags: flags | (isUndecided ? undecided : 0) };
  }

  // A booking on the wrong lot, taken back soon after.
  #wrongBooking(level: number, place: number): StepDraft {
    const inputs = this.#inputs(level, place);
    return { level, first: this.thing(level, place), outputs: 1, inputs, flags: retracted };
  }

  #fillTanks(level: number): void {
    for (const tank of this.#tanks) {
      if (tank.level !== level || tank.isFull || this.#next[level]! < tank.until) continue;
      tank.isFull = true;
      const first = this.thing(level, tank.until - tank.inputs);
      const inputs = Array.from({ length: tank.inputs }, (_, i) => first + i);
      this.steps.add({
        level,
        first: tank.thing,
        outputs: 1,
        inputs: inputs.map((thing) => this.#perhapsInferred(thing)),
        flags: 0,
      });
    }
  }

  #manner(): number {
    if (this.#chance(assembledSteps)) return assembled;
    return this.#chance(packedSteps) ? packed : 0;
  }

  #outputs(): number {
    const thrown = this.#dice.throw(100);
    if (thrown < 60) return 1;
    return thrown < 85 ? 2 : 3;
  }

  #inputs(level: number, place: number): readonly number[] {
    const found = new Set<number>();
    for (let left = 1 + this.#dice.throw(5); left > 0; left--) {
      const from = level > 1 && this.#chance(skippingInputs) ? level - 2 : level - 1;
      const near = place + this.#dice.throw(2 * reach + 1) - reach;
      found.add(this.thing(from, Math.min(Math.max(near, 0), this.width - 1)));
    }
    return [...found].map((thing) => this.#perhapsInferred(thing));
  }

  #poured(level: number, place: number): readonly number[] {
    return this.#tanks
      .filter((tank) => tank.level + 1 === level && tank.isFull && place > tank.until && this.#chance(tank.share * 100))
      .map(({ thing }) => this.#perhapsInferred(thing));
  }

  #used(level: number): readonly number[] {
    if (level < firstConsumingLevel) return [];
    return this.#consumables
      .filter(({ share }) => this.#chance(share * 100))
      .map(({ thing }) => this.#perhapsInferred(thing));
  }

  #perhapsInferred(thing: number): number {
    return this.#chance(inferredEdges) ? ~thing : thing;
  }

  #chance(percent: number): boolean {
    return this.#dice.throw(1_000_000) < percent * 10_000;
  }
}
