import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const closed = { additionalProperties: false } as const;

/** Where a secret is found. The configuration never holds the secret itself. */
export const SecretRefSchema = Type.Union(
  [
    Type.Object({ env: Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }) }, closed),
    Type.Object({ file: Type.String({ minLength: 1 }) }, closed),
  ],
  { description: 'Where the secret is: { env: NAME } or { file: path }. It never stands here itself.' },
);

export type SecretRef = Static<typeof SecretRefSchema>;

/** A password or a key. Printed, logged or written as JSON it shows nothing of itself (E11, S16). */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** To be given to whoever must have it, and nowhere else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

export interface SecretPort {
  /** Read anew each time, so that a changed one needs no restart. Rejects with `SECRET_MISSING`, which names only the place. */
  read(ref: SecretRef): Promise<Secret>;
}
