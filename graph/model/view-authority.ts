import type { View, ViewId } from './view.ts';

// The only constructor of a View. Lint allows this file to src/access/, to the trace worker that receives a view from the
// API's thread, and to tests.

/** A reader to whom nothing is hidden; also the view of index fill, rebuild and verification. */
export function viewOfEverything(): View {
  return { everything: true, ids: new Set<ViewId>() } as unknown as View;
}

export function viewOf(ids: Iterable<ViewId>): View {
  return { everything: false, ids: new Set(ids) } as unknown as View;
}
