/** A copy that lacks some fields. */
export function without<T extends object, K extends keyof T>(object: T, ...names: readonly K[]): Omit<T, K> {
  const copy: Partial<T> = { ...object };
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- of a copy
  for (const name of names) delete copy[name];
  return copy as Omit<T, K>;
}
