/**
 * Keeps the last result for equal bytes, a config each: a head is the same for every record of a file, and reading it
 * again for each of them would make decoding quadratic.
 */
export function rememberLast<Config extends object, T>(
  read: (bytes: Uint8Array, config: Config) => T,
): (bytes: Uint8Array, config: Config) => T {
  const last = new WeakMap<Config, { readonly bytes: Uint8Array; readonly result: T }>();
  return (bytes, config) => {
    const known = last.get(config);
    if (known !== undefined && Buffer.compare(known.bytes, bytes) === 0) return known.result;
    const result = read(bytes, config);
    last.set(config, { bytes: bytes.slice(), result });
    return result;
  };
}
