/** How the value of an application identifier (AI) is built: leading digits, then a part of variable length. */
export interface ApplicationIdentifier {
  readonly ai: string;
  /** Number of leading digits. */
  readonly digits: number;
  /** How many of them end in a check digit; 0 for none. */
  readonly checked: number;
  readonly isDate: boolean;
  readonly rest: CharacterSet;
  readonly min: number;
  readonly max: number;
  /** A field of predefined length needs no separator after it, whatever its own length in this table. */
  readonly isPredefined: boolean;
}

/** N: digits, X: the 82 characters of serials and lots, Y: the 39 of component numbers, Z: file-safe base 64. */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

export const characters: Readonly<Record<CharacterSet, RegExp>> = {
  N: /^\d*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-0-9A-Z_a-z=]*$/,
};

// `N14c` is 14 digits of which the last is a check digit, `D` a date, `X1-20` one to twenty characters of set X. `n` in an AI is
// a digit (number of decimals, sequence number).
const forms: readonly (readonly [form: string, ais: string])[] = [
  ['N18c', '00 8017 8018'],
  ['N14c', '01 02 03'],
  ['N14', '8001'],
  ['N13c', '410 411 412 413 414 415 416 417'],
  ['N17c', '402'],
  ['D', '11 12 13 15 16 17'],
  ['N2', '20'],
  ['X1-20', '10 21 22 243 254 400 420 710 711 712 713 714 715 716 717 7020 7021 7022 7240 8002 8012'],
  ['X1-28', '235'],
  ['X1-30', '240 241 250 251 401 403 4308 7002 7023 8004 90'],
  ['X3-30', '723n'],
  ['X2-2', '4307 4317'],
  ['N20', '4309'],
  ['N1', '4321 4322 4323'],
  ['X1-90', '91 92 93 94 95 96 97 98 99'],
  ['X1-25', '8013 8020'],
  ['X1-35', '4300 4301 4302 4303 4304 4305 4306 4310 4311 4312 4313 4314 4315 4316 4318 4319 4320'],
  ['X1-70', '8110 8112 8200'],
  ['X1-34', '8007'],
  ['X1-50', '8009'],
  ['X1-12', '7005'],
  ['X1-10', '7009'],
  ['X1-3', '427 7008'],
  ['X1-2', '7010'],
  ['N1-6', '242'],
  ['N1-8', '30 37'],
  ['N1-4', '7004'],
  ['N1-12', '8011'],
  ['N1-10', '8019'],
  ['N1-15', '390n 392n'],
  ['N4', '394n 8111'],
  [
    'N6',
    '310n 311n 312n 313n 314n 315n 316n 32nn 33nn 340n 341n 342n 343n 344n 345n 346n 347n 348n 349n 350n 351n 352n 353n 354n 355n 356n 357n 36nn 395n 7006 8005',
  ],
  ['N3', '422 424 426'],
  ['N10', '4324 4325 7003'],
  ['N13', '7001'],
  ['N3X1-9', '421'],
  ['N3X1-27', '703n'],
  ['N3N1-12', '423 425'],
  ['N3N1-15', '391n 393n'],
  ['N6N0-4', '7011'],
  ['N6N0-6', '7007 4326'],
  ['N8N0-4', '8008'],
  ['N13cX0-17', '253'],
  ['N13cN0-12', '255'],
  ['N14cX0-16', '8003'],
  ['N14cN4', '8006 8026'],
  ['Y1-30', '8010'],
];

const formText = /^(D)?(?:N(\d+)(c)?(?!-))?(?:N(\d+)(?!-))?(?:([NXYZ])(\d+)-(\d+))?$/;
const predefined = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/; // General Specifications, figure 7.8.5-2

const table = new Map(
  forms.flatMap(([form, ais]) =>
    ais.split(' ').flatMap((ai) => expand(ai).map((one) => [one, readForm(form, one)] as const)),
  ),
);

function expand(ai: string): readonly string[] {
  return ai.includes('n')
    ? Array.from({ length: 10 }, (_, digit) => ai.replace('n', String(digit))).flatMap(expand)
    : [ai];
}

function readForm(form: string, ai: string): ApplicationIdentifier {
  const [, date, leading = '0', check, more = '0', set = 'N', min = '0', max = '0'] = formText.exec(form) ?? [];
  const isDate = date !== undefined;
  return {
    ai,
    digits: isDate ? 6 : Number(leading) + Number(more),
    checked: check === undefined ? 0 : Number(leading),
    isDate,
    rest: set as CharacterSet,
    min: Number(min),
    max: Number(max),
    isPredefined: predefined.test(ai),
  };
}

export function applicationIdentifier(ai: string): ApplicationIdentifier | undefined {
  return table.get(ai);
}

/** The AI that begins at `at`. No AI is the beginning of another, so there is at most one. */
export function identifierAt(text: string, at: number): ApplicationIdentifier | undefined {
  return table.get(text.slice(at, at + 2)) ?? table.get(text.slice(at, at + 3)) ?? table.get(text.slice(at, at + 4));
}
