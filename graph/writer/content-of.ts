import type { CanonicalEvent } from '../events/canonical-event.ts';
import { canonicalJson } from '../model/canonical-json.ts';

/** What an event says, without where it was read and by which mapping: two evidences of one content are one event. */
export function contentOf(event: CanonicalEvent): string {
  return canonicalJson({ ...event, source: undefined, mapping: undefined });
}

/** The same of an event as its statement keeps it. */
export const contentOfBody = (body: string): string => contentOf(JSON.parse(body) as CanonicalEvent);
