// One part number, three spellings: each system has its own habit, and none of them will change it.

/** ERP: `100.200` */
export const dotted = (part: string): string => `${part.slice(0, 3)}.${part.slice(3)}`;

/** Test stands: `100-200` */
export const dashed = (part: string): string => `${part.slice(0, 3)}-${part.slice(3)}`;

/** LIMS: `100 200`; the MES writes `100200`, as it is kept here. */
export const spaced = (part: string): string => `${part.slice(0, 3)} ${part.slice(3)}`;

/** Thousandths, with the decimal comma of a German system: `400,000`. */
export const comma = (thousandths: number): string => {
  const sign = thousandths < 0 ? '-' : '';
  const digits = String(Math.abs(thousandths)).padStart(4, '0');
  return `${sign}${digits.slice(0, -3)},${digits.slice(-3)}`;
};

/** A whole number of 10^-digits, written with a decimal point: exact, no float is printed. */
export function point(scaled: number, digits: number): string {
  const sign = scaled < 0 ? '-' : '';
  const text = String(Math.abs(scaled)).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
