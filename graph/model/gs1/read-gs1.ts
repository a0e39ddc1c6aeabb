import { refused } from '../../errors.ts';
import type { Result } from '../../errors.ts';
import { readDigitalLink } from './digital-link.ts';
import { readElementString } from './element-string.ts';
import { readEpcUri } from './epc-uri.ts';
import type { Gs1Object } from './gs1-object.ts';

/** What a GS1 text names, and how long its company prefix is where the spelling tells. */
export interface Gs1Reading extends Gs1Object {
  readonly prefixLength?: number;
}

/**
 * Reads any GS1 spelling: EPC URI, Digital Link, element string. Equal objects get equal refs in all of them (M3).
 * `GS1_NOT_A_KEY` says that the text is something else; every other problem, that it is a GS1 key with a mistake.
 */
export function readGs1(text: string): Result<Gs1Reading> {
  const trimmed = text.trim();
  if (/^urn:epc:/i.test(trimmed)) return readEpcUri(trimmed);
  if (/^https?:/i.test(trimmed)) return readDigitalLink(trimmed);
  if (/^[a-z][a-z\d+.-]*:/i.test(trimmed))
    return refused('GS1_NOT_A_KEY', `"${trimmed}" is no GS1 key`, { value: trimmed });
  return readElementString(trimmed);
}
