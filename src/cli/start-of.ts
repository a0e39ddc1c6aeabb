import { refOfKey } from '../../graph/model/object-ref.ts';

/** A key as an answer gave it, or whatever else a person or a scanner says. */
export function startOf(ref: string): { readonly id: string } | { readonly scan: string } {
  return refOfKey(ref) === undefined ? { scan: ref } : { id: ref };
}
