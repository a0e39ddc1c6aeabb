/** How the plant shrinks with the number of valves, so that every disease also fits into a small test. */
export interface Size {
  readonly units: number;
  readonly days: number;
  /** The working day on which the bad batch is mixed. */
  readonly storyDay: number;
  readonly cartonSize: number;
  readonly palletSize: number;
  readonly loadSize: number;
  readonly castingLot: number;
  readonly sealLot: number;
  readonly boardRun: number;
}

export const fewestUnits = 40;

export function plantSize(units: number): Size {
  if (!Number.isSafeInteger(units) || units < fewestUnits)
    throw new Error(`at least ${fewestUnits} units, got ${units}`);
  const days = Math.max(3, Math.round(units / 500));
  const small = units < 2000;
  return {
    units,
    days,
    storyDay: Math.floor(days * 0.55),
    cartonSize: small ? 4 : 10,
    palletSize: small ? 2 : 4,
    loadSize: small ? 6 : 25,
    castingLot: Math.max(8, Math.floor(units / 50)),
    sealLot: Math.max(12, Math.floor(units / 8)),
    boardRun: Math.min(250, Math.ceil(units / 2)),
  };
}
