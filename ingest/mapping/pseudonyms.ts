import { createHmac } from 'node:crypto';

/** Turns who is named into a pseudonym: always the same under one key, and nothing that leads back without it. */
export type Pseudonym = (issuer: string, name: string) => string;

/** Asked only when a plan that calls `person` is compiled, so that a plant without such a plan needs no key. */
export type PseudonymSource = () => Pseudonym;

/** The pseudonyms of a data folder. */
export interface People {
  /** For plans by which records may have been read before. Throws `PERSON_KEY_MISSING` rather than begin under another key. */
  readonly known: PseudonymSource;
  /** For a plan that takes effect now: makes the key if the folder has none yet. */
  readonly begun: PseudonymSource;
}

// 132 of the 256 bits: two people of one plant never meet, and a key of the graph stays readable.
const length = 22;

export function createPseudonym(key: Uint8Array): Pseudonym {
  return (issuer, name) =>
    createHmac('sha256', key)
      .update(JSON.stringify([issuer, name]))
      .digest('base64url')
      .slice(0, length);
}

/** One person is written in several ways: blanks, capitals and the forms of Unicode tell nobody apart. */
export const normalName = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

const pseudonymOfExamples = createPseudonym(new TextEncoder().encode('whence: key of examples, known to everybody'));

/** For examples of plans, so that they give the same everywhere. Nothing read under it may be kept. */
export const examplePseudonyms: PseudonymSource = () => pseudonymOfExamples;

/** The same where a whole reading is only tried. */
export const examplePeople: People = { known: examplePseudonyms, begun: examplePseudonyms };
