import { rational } from './rational.ts';
import type { Rational } from './rational.ts';
import type { Decimal } from './decimal.ts';

/**
 * What a unit measures. Two units convert exactly when these are equal. Packages are dimensions of their own: how much a
 * case holds is a matter of the material.
 */
export type Dimension = string;

/** base = (value + offset) × factor, where base is the dimension's own unit (kg, m, s, K, Pa …). */
export interface Unit {
  /** UCUM code, as kept. */
  readonly code: string;
  readonly dimension: Dimension;
  readonly factor: Rational;
  /** Only scales with a zero point of their own: °C, °F. */
  readonly offset?: Decimal;
}

type Row = readonly [code: string, numerator: Decimal, denominator?: Decimal, offset?: Decimal];

// Factors are the defining ones: international yard and pound agreement of 1959, US gallon of 231 in³, standard gravity
// 9.80665 m/s², and m[Hg] as UCUM defines it.
const lbf = '4.4482216152605';

const table: Readonly<Record<Dimension, readonly Row[]>> = {
  mass: [
    ['kg', '1'],
    ['g', '0.001'],
    ['mg', '0.000001'],
    ['ug', '0.000000001'],
    ['t', '1000'],
    ['[lb_av]', '0.45359237'],
    ['[oz_av]', '0.028349523125'],
    ['[ston_av]', '907.18474'],
    ['[lton_av]', '1016.0469088'],
  ],
  volume: [
    ['m3', '1'],
    ['L', '0.001'],
    ['hL', '0.1'],
    ['dL', '0.0001'],
    ['cL', '0.00001'],
    ['mL', '0.000001'],
    ['uL', '0.000000001'],
    ['dm3', '0.001'],
    ['cm3', '0.000001'],
    ['mm3', '0.000000001'],
    ['[gal_us]', '0.003785411784'],
    ['[qt_us]', '0.000946352946'],
    ['[pt_us]', '0.000473176473'],
    ['[foz_us]', '0.0000295735295625'],
    ['[gal_br]', '0.00454609'],
    ['[cin_i]', '0.000016387064'],
    ['[cft_i]', '0.028316846592'],
  ],
  length: [
    ['m', '1'],
    ['km', '1000'],
    ['dm', '0.1'],
    ['cm', '0.01'],
    ['mm', '0.001'],
    ['um', '0.000001'],
    ['nm', '0.000000001'],
    ['[in_i]', '0.0254'],
    ['[ft_i]', '0.3048'],
    ['[yd_i]', '0.9144'],
    ['[mil_i]', '0.0000254'],
  ],
  area: [
    ['m2', '1'],
    ['dm2', '0.01'],
    ['cm2', '0.0001'],
    ['mm2', '0.000001'],
    ['[sin_i]', '0.00064516'],
    ['[sft_i]', '0.09290304'],
  ],
  time: [
    ['s', '1'],
    ['ms', '0.001'],
    ['us', '0.000001'],
    ['ns', '0.000000001'],
    ['min', '60'],
    ['h', '3600'],
    ['d', '86400'],
    ['wk', '604800'],
  ],
  temperature: [
    ['K', '1'],
    ['Cel', '1', '1', '273.15'],
    ['[degF]', '5', '9', '459.67'],
  ],
  pressure: [
    ['Pa', '1'],
    ['hPa', '100'],
    ['kPa', '1000'],
    ['MPa', '1000000'],
    ['bar', '100000'],
    ['mbar', '100'],
    ['[psi]', lbf, '0.00064516'],
    ['atm', '101325'],
    ['mm[Hg]', '133.322'],
  ],
  force: [
    ['N', '1'],
    ['kN', '1000'],
    ['mN', '0.001'],
    ['daN', '10'],
    ['kgf', '9.80665'],
    ['[lbf_av]', lbf],
  ],
  torque: [
    ['N.m', '1'],
    ['N.cm', '0.01'],
    ['N.mm', '0.001'],
    ['kN.m', '1000'],
    ['[lbf_av].[ft_i]', '1.3558179483314004'],
    ['[lbf_av].[in_i]', '0.1129848290276167'],
  ],
  energy: [
    ['J', '1'],
    ['kJ', '1000'],
    ['MJ', '1000000'],
    ['W.h', '3600'],
    ['kW.h', '3600000'],
  ],
  power: [
    ['W', '1'],
    ['mW', '0.001'],
    ['kW', '1000'],
    ['MW', '1000000'],
  ],
  voltage: [
    ['V', '1'],
    ['mV', '0.001'],
    ['uV', '0.000001'],
    ['kV', '1000'],
  ],
  current: [
    ['A', '1'],
    ['mA', '0.001'],
    ['uA', '0.000001'],
    ['kA', '1000'],
  ],
  resistance: [
    ['Ohm', '1'],
    ['mOhm', '0.001'],
    ['kOhm', '1000'],
    ['MOhm', '1000000'],
    ['GOhm', '1000000000'],
  ],
  capacitance: [
    ['F', '1'],
    ['uF', '0.000001'],
    ['nF', '0.000000001'],
    ['pF', '0.000000000001'],
  ],
  frequency: [
    ['Hz', '1'],
    ['kHz', '1000'],
    ['MHz', '1000000'],
    ['/min', '1', '60'],
  ],
  viscosity: [
    ['Pa.s', '1'],
    ['mPa.s', '0.001'],
    ['P', '0.1'],
    ['cP', '0.001'],
  ],
  density: [
    ['kg/m3', '1'],
    ['g/cm3', '1000'],
    ['g/mL', '1000'],
    ['g/L', '1'],
    ['kg/L', '1000'],
  ],
  flow: [
    ['m3/s', '1'],
    ['m3/h', '1', '3600'],
    ['L/min', '0.001', '60'],
    ['L/h', '0.001', '3600'],
    ['mL/min', '0.000001', '60'],
  ],
  speed: [
    ['m/s', '1'],
    ['mm/s', '0.001'],
    ['m/min', '1', '60'],
    ['mm/min', '0.001', '60'],
  ],
  angle: [
    ['deg', '1'],
    ["'", '1', '60'],
  ],
  share: [
    ['1', '1'],
    ['%', '0.01'],
    ['[ppth]', '0.001'],
    ['[ppm]', '0.000001'],
  ],
  pieces: [
    ['{piece}', '1'],
    ['2.{piece}', '2'],
    ['12.{piece}', '12'],
    ['100.{piece}', '100'],
    ['1000.{piece}', '1000'],
  ],
  case: [['{case}', '1']],
  box: [['{box}', '1']],
  carton: [['{carton}', '1']],
  pallet: [['{pallet}', '1']],
  bag: [['{bag}', '1']],
  drum: [['{drum}', '1']],
  roll: [['{roll}', '1']],
};

function unitsOf([dimension, rows]: readonly [Dimension, readonly Row[]]): readonly (readonly [string, Unit])[] {
  return rows.map(([code, numerator, denominator, offset]) => {
    const factor = rational(numerator, denominator);
    return [code, offset === undefined ? { code, dimension, factor } : { code, dimension, factor, offset }];
  });
}

/** Every unit that converts exactly, by its UCUM code. */
export const units: ReadonlyMap<string, Unit> = new Map(Object.entries(table).flatMap(unitsOf));

export function measuresSame(a: string, b: string): boolean {
  const dimension = units.get(a)?.dimension;
  return dimension !== undefined && dimension === units.get(b)?.dimension;
}
