import type { Verb } from '../canonical-event.ts';
import { assembleExamples } from './assemble.ts';
import { correctExamples } from './correct.ts';
import { countExamples } from './count.ts';
import { declareExamples } from './declare.ts';
import { disassembleExamples } from './disassemble.ts';
import { dispositionExamples } from './disposition.ts';
import type { Example } from './frame.ts';
import { gapExamples } from './gap.ts';
import { identifyExamples } from './identify.ts';
import { inspectExamples } from './inspect.ts';
import { moveExamples } from './move.ts';
import { observeExamples } from './observe.ts';
import { packExamples } from './pack.ts';
import { receiveExamples } from './receive.ts';
import { shipExamples } from './ship.ts';
import { transformExamples } from './transform.ts';
import { treatExamples } from './treat.ts';
import { unpackExamples } from './unpack.ts';

/** A page of examples a verb. */
export const examples: { readonly [V in Verb]: readonly Example<V>[] } = {
  assemble: assembleExamples,
  correct: correctExamples,
  count: countExamples,
  declare: declareExamples,
  disassemble: disassembleExamples,
  disposition: dispositionExamples,
  gap: gapExamples,
  identify: identifyExamples,
  inspect: inspectExamples,
  move: moveExamples,
  observe: observeExamples,
  pack: packExamples,
  receive: receiveExamples,
  ship: shipExamples,
  transform: transformExamples,
  treat: treatExamples,
  unpack: unpackExamples,
};
