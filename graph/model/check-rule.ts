import { checkDigitOf } from './gs1/check-digit.ts';

/** `gs1`: modulo 10 with weights 3 and 1. `luhn`: modulo 10 with every second digit doubled. */
export type CheckRule = 'gs1' | 'luhn';

const computed: Readonly<Record<CheckRule, (digits: string) => string>> = { gs1: checkDigitOf, luhn: luhnDigitOf };

/** What is wrong with the last digit; undefined when it is right. */
export function checkDigitFault(rule: CheckRule, text: string): string | undefined {
  if (!/^\d{2,}$/.test(text)) return 'is not all digits, so it has no check digit';
  const should = computed[rule](text.slice(0, -1));
  return text.endsWith(should) ? undefined : `ends in ${text.slice(-1)}, its check digit is ${should}`;
}

function luhnDigitOf(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, doubled = true; i >= 0; i--, doubled = !doubled) {
    const digit = digits.charCodeAt(i) - 48;
    sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return String((10 - (sum % 10)) % 10);
}
