/** Changes spelling only: what a step changes is never a different number to its issuer. */
export type NormalisingStep =
  | { readonly case: 'upper' | 'lower' }
  /** Every one of these characters, anywhere. */
  | { readonly strip: string }
  /** Zeros on the left; one character stays. `strip digits` leaves a text with other characters alone. */
  | { readonly zeros: 'strip' | 'strip digits' }
  /** Zeros put on the left of an all-digit text up to this length. */
  | { readonly pad: number };

export interface Normalised {
  readonly text: string;
  /** The steps that changed the text, as `case upper`, `strip .-`. */
  readonly normalised: readonly string[];
}

/** Applies the steps in order. Blanks at both ends are always cut off, which is not worth a record. */
export function normalise(raw: string, steps: readonly NormalisingStep[]): Normalised {
  let text = raw.trim();
  const normalised: string[] = [];
  for (const step of steps) {
    const next = apply(step, text);
    if (next !== text) normalised.push(named(step));
    text = next;
  }
  return { text, normalised };
}

function apply(step: NormalisingStep, text: string): string {
  if ('case' in step) return step.case === 'upper' ? text.toUpperCase() : text.toLowerCase();
  if ('strip' in step) return Array.from(text, (char) => (step.strip.includes(char) ? '' : char)).join('');
  const isDigits = /^\d+$/.test(text);
  if ('pad' in step) return isDigits ? text.padStart(step.pad, '0') : text;
  return isDigits || step.zeros === 'strip' ? text.replace(/^0+(?=.)/, '') : text;
}

function named(step: NormalisingStep): string {
  return Object.entries(step)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' ');
}
