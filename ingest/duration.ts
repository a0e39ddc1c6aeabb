const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `2min`, `24h`, `500ms`; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,9})\s?(ms|s|min|h|d)$/.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (units[unit] ?? 1);
}
