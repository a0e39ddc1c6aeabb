import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import { convertForMaterial } from '../../graph/model/material-factor.ts';
import type { MaterialFactor } from '../../graph/model/material-factor.ts';
import type { Amount, Quantity } from '../../graph/model/quantity.ts';
import type { Result } from '../../graph/errors.ts';

/** A line of `factors` in units.yaml: one piece of a material weighs so much, from one day to another. */
export interface DeclaredFactor {
  readonly material: string;
  readonly of: Amount;
  readonly is: Amount;
  /** A day, from its beginning in UTC, or an instant; the end does not belong to it. */
  readonly from?: string;
  readonly to?: string;
}

export interface MaterialUnits {
  /** `at` is the instant of the record, in RFC 3339; without one only factors that hold for ever count. */
  convert(quantity: Quantity, unit: string, material: string, at: string | undefined): Result<Quantity>;
}

export function createMaterialUnits(declared: readonly DeclaredFactor[]): MaterialUnits {
  const factors = declared.map(({ material, of, is, from, to }): MaterialFactor => ({
    ...{ material, of, is },
    ...(from === undefined ? {} : { fromMs: Date.parse(from) }),
    ...(to === undefined ? {} : { toMs: Date.parse(to) }),
  }));
  const timeless = factors.filter(({ fromMs, toMs }) => fromMs === undefined && toMs === undefined);
  return {
    convert(quantity, unit, material, at) {
      const valid = at === undefined ? timeless : factors;
      return convertForMaterial(quantity, unit, { material, atMs: Date.parse(at ?? '1970-01-01'), factors: valid });
    },
  };
}

/** What is wrong with the days of a factor, if anything. */
export function factorFault({ material, from, to }: DeclaredFactor): Problem | undefined {
  const wrong = [from, to].find((day) => day !== undefined && Number.isNaN(Date.parse(day)));
  const isBackwards = from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to);
  if (wrong === undefined && !isBackwards) return undefined;
  const says = wrong === undefined ? `ends at ${to!} before it begins` : `has no day ${wrong}`;
  return problem('UNIT_FACTOR', `The factor of ${material} ${says}`, { value: material });
}
