export interface TimeLimit {
  readonly ms: number;
  readonly error: () => Error;
}

/**
 * What `work` gives, or the error of the limit that it misses. It says when it has begun; where it does so after `toBegin` it
 * is told the same error, so that nothing is done that nobody waits for.
 */
export async function inTime<T>(
  work: (begun: () => void) => Promise<T>,
  whole: TimeLimit,
  toBegin?: TimeLimit,
): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  let late: Error | undefined;
  const miss = ({ error }: TimeLimit): void => {
    late = error();
    reject(late);
  };
  const beginning = toBegin && setTimeout(miss, toBegin.ms, toBegin);
  const ending = setTimeout(miss, whole.ms, whole);
  const begun = (): void => {
    if (late) throw late;
    clearTimeout(beginning);
  };
  try {
    return await Promise.race([work(begun), promise]);
  } finally {
    clearTimeout(beginning);
    clearTimeout(ending);
  }
}
