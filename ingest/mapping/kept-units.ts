import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import { createUnitReader } from '../../graph/model/unit-reader.ts';
import type { UnitAliases } from '../../graph/model/unit-aliases.ts';

/**
 * UCUM codes that a plant declares beyond the table: taken as they are, never converted. They are asked for by name, since a
 * reader of all UCUM would take a plant's `PK` for petakelvins.
 */
export type KeptUnits = readonly string[];

/** Each kept code stands for itself. */
export const withKept = (aliases: UnitAliases, kept: KeptUnits): UnitAliases => ({
  ...Object.fromEntries(kept.map((code) => [code, code])),
  ...aliases,
});

/** What is wrong with the codes that are declared, one fault for each. */
export function keptFaults(aliases: UnitAliases, kept: KeptUnits): readonly Problem[] {
  const read = createUnitReader(aliases);
  return kept.flatMap((code, i) => {
    const says =
      formFault(code) ?? meaningFault(read(code)) ?? (kept.indexOf(code) < i ? 'is declared twice' : undefined);
    return says === undefined ? [] : [problem('UNIT_KEPT', `The unit "${code}" to be kept ${says}`, { value: code })];
  });
}

function formFault(code: string): string | undefined {
  if (!/^[!-~]{1,64}$/.test(code)) return 'is no UCUM code: 1 to 64 printable ASCII characters without blanks';
  return isBalanced(code) ? undefined : 'has brackets that do not match';
}

function meaningFault({ ok, problem: found }: ReturnType<ReturnType<typeof createUnitReader>>): string | undefined {
  if (ok !== undefined) return `is known already, as ${ok}`;
  return found.code === 'UNIT_AMBIGUOUS' ? `is known already: ${found.message}` : undefined;
}

const closing: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

function isBalanced(code: string): boolean {
  const open: string[] = [];
  for (const char of code) {
    if (Object.hasOwn(closing, char)) open.push(closing[char]!);
    else if (')]}'.includes(char) && open.pop() !== char) return false;
  }
  return open.length === 0;
}
