declare const viewBrand: unique symbol;

/** The name of a view: which readers may see a statement. Each source's configuration names one. */
export type ViewId = string;

/** What a source's statements carry where its configuration names no view. */
export const commonView: ViewId = 'common';

/**
 * What a reader may see, as a set over view ids. Store, kernel, loaders and exports take it first and have no overload
 * without it; only `src/access/authorize.ts` makes one (`view-authority.ts`).
 */
export interface View {
  readonly [viewBrand]: true;
  /** `everything` marks a reader to whom nothing is hidden: no VIEW_LIMIT in the answers. */
  readonly everything: boolean;
  readonly ids: ReadonlySet<ViewId>;
}

export function mayShow(view: View, id: ViewId): boolean {
  return view.everything || view.ids.has(id);
}

/** A stable text for cache keys and digests of questions; equal exactly for equal views. */
export function viewText(view: View): string {
  return view.everything ? '*' : JSON.stringify([...view.ids].sort());
}
