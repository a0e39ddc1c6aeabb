/** How many bytes of one connector may be on their way to the disk. */
const most = 16 * 1024 * 1024;

/** Lets bytes through while fewer than the limit are in flight; waiting here is the back-pressure. */
export interface InFlight {
  /** Resolves when there is room; call what it gives when the bytes are kept. A batch larger than all goes alone. */
  take(bytes: number): Promise<() => void>;
  /** Whether another `take` would have to wait. */
  isFull(): boolean;
}

export function createInFlight(limit: number = most): InFlight {
  let held = 0;
  const waiting: { readonly bytes: number; readonly go: () => void }[] = [];
  const fits = (bytes: number): boolean => held === 0 || held + bytes <= limit;
  const release = (bytes: number) => () => {
    held -= bytes;
    for (let next = waiting[0]; next && fits(next.bytes); next = waiting[0]) {
      held += next.bytes;
      waiting.shift();
      next.go();
    }
  };
  return {
    isFull: () => waiting.length > 0 || held >= limit,
    async take(bytes) {
      if (waiting.length === 0 && fits(bytes)) {
        held += bytes;
        return release(bytes);
      }
      await new Promise<void>((go) => waiting.push({ bytes, go }));
      return release(bytes);
    },
  };
}
