import { createHash } from 'node:crypto';
import type { SourceObject } from '../../../format.ts';
import type { EpcisContext } from '../epcis-context.ts';
import { preHash } from './pre-hash.ts';

/**
 * The CBV 2.0 event hash as a name: `ni:///sha-256;…?ver=CBV2.0`. Equal for equal content in any order, any spelling of
 * its GS1 keys and either syntax; an error declaration does not change it.
 */
export function eventHash(event: SourceObject, context: EpcisContext): string {
  const digest = createHash('sha256').update(preHash(event, context), 'utf8').digest('hex');
  return `ni:///sha-256;${digest}?ver=CBV2.0`;
}
