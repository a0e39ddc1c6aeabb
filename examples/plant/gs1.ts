// Numbers of the range 952, which GS1 keeps for examples.
export const companyPrefix = '9521234';
const boardMakerPrefix = '9529876';

export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) sum += Number(digits[i]) * weight;
  return String((10 - (sum % 10)) % 10);
}

const withCheck = (digits: string): string => digits + checkDigit(digits);

export const gtinOf = (item: string, prefix = companyPrefix): string => withCheck(`0${prefix}${item}`);
export const glnOf = (prefix: string, location: string): string => withCheck(prefix + location);
export const ssccOf = (serial: number): string => withCheck(`0${companyPrefix}${String(serial).padStart(9, '0')}`);
export const boardGtin = gtinOf('00500', boardMakerPrefix);

/** What a DataMatrix scanner hands over: symbology prefix and element string. */
export const scanned = (gtin: string, serial: string): string => `]d201${gtin}21${serial}`;

export const sgtinUrn = (gtin: string, serial: string): string =>
  `urn:epc:id:sgtin:${gtin.slice(1, 8)}.${gtin[0]!}${gtin.slice(8, 13)}.${serial}`;
export const ssccUrn = (sscc: string): string => `urn:epc:id:sscc:${sscc.slice(1, 8)}.${sscc[0]!}${sscc.slice(8, 17)}`;
export const pglnUrn = (gln: string): string => `urn:epc:id:pgln:${gln.slice(0, 7)}.${gln.slice(7, 12)}`;
export const sglnUrn = (gln: string): string => `urn:epc:id:sgln:${gln.slice(0, 7)}.${gln.slice(7, 12)}.0`;
export const sgtinLink = (gtin: string, serial: string): string => `https://id.gs1.org/01/${gtin}/21/${serial}`;
