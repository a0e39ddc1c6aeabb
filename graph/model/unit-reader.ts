import { refused } from '../errors.ts';
import type { Result } from '../errors.ts';
import { plant, rec20 } from './unit-aliases.ts';
import type { UnitAliases, UnitSystem } from './unit-aliases.ts';
import { units } from './units.ts';

/** Reads a unit as a source writes it into a UCUM code. */
export type UnitReader = (text: string, system?: UnitSystem) => Result<string>;

/**
 * A reader whose `declared` aliases (`units.yaml` of a plant) come before everything else, also where the built-in
 * systems would disagree. A text that two systems read differently is refused, not guessed.
 */
export function createUnitReader(declared: UnitAliases = {}): UnitReader {
  return remembered((text, system) => {
    // NFKC: m³ is m3, and the two code points of µ and of Ω are one each.
    const unit = text.trim().normalize('NFKC');
    const own = aliasIn(declared, unit);
    if (own !== undefined) return { ok: own };
    const found = [...new Set(systemsOf(system).flatMap((read) => read(unit) ?? []))];
    const [first] = found;
    if (first === undefined) return refused('UNIT_UNKNOWN', `Unit "${unit}" is not known`, { value: text });
    if (found.length > 1)
      return refused('UNIT_AMBIGUOUS', `Unit "${unit}" may be ${found.join(' or ')}`, { value: text });
    return { ok: first };
  });
}

// A plant writes a few dozen units, each on every record.
const mostRemembered = 1000;

function remembered(read: UnitReader): UnitReader {
  const known = new Map<string, Result<string>>();
  return (text, system) => {
    const name = system === undefined ? text : `${text}\n${system}`;
    const found = known.get(name);
    if (found) return found;
    if (known.size >= mostRemembered) known.clear();
    const result = read(text, system);
    known.set(name, result);
    return result;
  };
}

/** The built-in table: UCUM codes, UN/ECE Recommendation 20, and what plants usually write. */
export const readUnit: UnitReader = createUnitReader();

type Lookup = (unit: string) => string | undefined;

const lookups: Readonly<Record<UnitSystem, Lookup>> = {
  ucum: (unit) => units.get(unit)?.code,
  rec20: (unit) => aliasIn(rec20, unit),
  plant: (unit) => aliasIn(plant, unit),
};

// A source that declares a system may still write a UCUM code, as many do.
function systemsOf(system: UnitSystem | undefined): readonly Lookup[] {
  if (system === undefined) return Object.values(lookups);
  return system === 'ucum' ? [lookups.ucum] : [(unit) => lookups[system](unit) ?? lookups.ucum(unit)];
}

function aliasIn(aliases: UnitAliases, unit: string): string | undefined {
  return Object.hasOwn(aliases, unit) ? aliases[unit] : undefined;
}
