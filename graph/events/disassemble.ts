import type { Static } from '@sinclair/typebox';
import { Thing, eventSchema, uses } from './parts.ts';

export const DisassembleSchema = eventSchema('disassemble', 'Parts were removed from an assembly.', {
  assembly: Thing,
  parts: uses('What was removed; with positions, only those.'),
});
export type DisassembleEvent = Static<typeof DisassembleSchema>;
