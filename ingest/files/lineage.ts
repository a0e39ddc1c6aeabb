/** From row `from` on, rows first came in this content; `shift` is how many rows further down they stood there. */
export interface FirstCame {
  readonly sha256: string;
  readonly from: number;
  readonly shift?: number;
}

export type Lineage = readonly FirstCame[];

/** Where a row of a content first came: its position in the ledger. */
export function positionOf(lineage: Lineage, row: number, sha256: string): string {
  const first: Omit<FirstCame, 'from'> = lineage.findLast(({ from }) => from <= row) ?? { sha256 };
  return `${first.sha256}:${row + (first.shift ?? 0)}`;
}

/** After so many rows fell out at the front, and with rows from `from` on that are new. */
export function rolledOn(
  lineage: Lineage,
  fallen: number,
  next: { readonly sha256: string; readonly from: number },
): Lineage {
  const moved = lineage.map(({ sha256, from, shift = 0 }) => ({ sha256, from: from - fallen, shift: shift + fallen }));
  const first = Math.max(
    0,
    moved.findLastIndex(({ from }) => from <= 0),
  );
  return [...moved.slice(first).map((each) => ({ ...each, from: Math.max(0, each.from) })), next];
}
