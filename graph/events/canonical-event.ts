import type { TSchema } from '@sinclair/typebox';
import { AssembleSchema } from './assemble.ts';
import type { AssembleEvent } from './assemble.ts';
import { CorrectSchema } from './correct.ts';
import type { CorrectEvent } from './correct.ts';
import { CountSchema } from './count.ts';
import type { CountEvent } from './count.ts';
import { DeclareSchema } from './declare.ts';
import type { DeclareEvent } from './declare.ts';
import { DisassembleSchema } from './disassemble.ts';
import type { DisassembleEvent } from './disassemble.ts';
import { DispositionSchema } from './disposition.ts';
import type { DispositionEvent } from './disposition.ts';
import { GapSchema } from './gap.ts';
import type { GapEvent } from './gap.ts';
import { IdentifySchema } from './identify.ts';
import type { IdentifyEvent } from './identify.ts';
import { InspectSchema } from './inspect.ts';
import type { InspectEvent } from './inspect.ts';
import { MoveSchema } from './move.ts';
import type { MoveEvent } from './move.ts';
import { ObserveSchema } from './observe.ts';
import type { ObserveEvent } from './observe.ts';
import { PackSchema } from './pack.ts';
import type { PackEvent } from './pack.ts';
import { ReceiveSchema } from './receive.ts';
import type { ReceiveEvent } from './receive.ts';
import { ShipSchema } from './ship.ts';
import type { ShipEvent } from './ship.ts';
import { TransformSchema } from './transform.ts';
import type { TransformEvent } from './transform.ts';
import { TreatSchema } from './treat.ts';
import type { TreatEvent } from './treat.ts';
import { UnpackSchema } from './unpack.ts';
import type { UnpackEvent } from './unpack.ts';

/** The small vocabulary in the middle of the hourglass (model.md §4). */
export type CanonicalEvent =
  | AssembleEvent
  | CorrectEvent
  | CountEvent
  | DeclareEvent
  | DisassembleEvent
  | DispositionEvent
  | GapEvent
  | IdentifyEvent
  | InspectEvent
  | MoveEvent
  | ObserveEvent
  | PackEvent
  | ReceiveEvent
  | ShipEvent
  | TransformEvent
  | TreatEvent
  | UnpackEvent;

export type Verb = CanonicalEvent['verb'];
export type EventOf<V extends Verb> = Extract<CanonicalEvent, { verb: V }>;

/** One schema a verb: a new verb is its file, a line here and its projection. */
export const eventSchemas: Readonly<Record<Verb, TSchema>> = {
  assemble: AssembleSchema,
  correct: CorrectSchema,
  count: CountSchema,
  declare: DeclareSchema,
  disassemble: DisassembleSchema,
  disposition: DispositionSchema,
  gap: GapSchema,
  identify: IdentifySchema,
  inspect: InspectSchema,
  move: MoveSchema,
  observe: ObserveSchema,
  pack: PackSchema,
  receive: ReceiveSchema,
  ship: ShipSchema,
  transform: TransformSchema,
  treat: TreatSchema,
  unpack: UnpackSchema,
};
