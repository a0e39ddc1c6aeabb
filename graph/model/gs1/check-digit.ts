/** GS1's modulo 10: weights 3, 1, 3 … from the right (General Specifications §7.9.1). `digits` come without the check digit. */
export function checkDigitOf(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight)
    sum += weight * (digits.charCodeAt(i) - 48);
  return String((10 - (sum % 10)) % 10);
}

export function withCheckDigit(digits: string): string {
  return digits + checkDigitOf(digits);
}

export function hasCheckDigit(digits: string): boolean {
  return digits.endsWith(checkDigitOf(digits.slice(0, -1)));
}
