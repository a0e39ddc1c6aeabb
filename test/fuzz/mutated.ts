import fc from 'fast-check';

// Places are drawn from a range of their own and brought within the bytes, so that a shrunk input keeps its meaning.
const place = fc.nat(0xffff);

type Mutation = (bytes: Buffer) => Buffer;

const cut: fc.Arbitrary<Mutation> = place.map((at) => (bytes) => bytes.subarray(0, at % (bytes.length + 1)));

const overwritten: fc.Arbitrary<Mutation> = fc.tuple(place, fc.nat(255)).map(([at, value]) => (bytes) => {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[at % copy.length] = value;
  return copy;
});

const dropped: fc.Arbitrary<Mutation> = fc.tuple(place, fc.nat(40)).map(([at, length]) => (bytes) => {
  const start = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + length)]);
});

const repeated: fc.Arbitrary<Mutation> = fc
  .tuple(
    place,
    fc.nat(30),
    fc.oneof({ arbitrary: fc.constant(2), weight: 8 }, { arbitrary: fc.constant(80), weight: 1 }),
  )
  .map(([at, length, times]) => (bytes) => {
    const start = at % (bytes.length + 1);
    const slice = bytes.subarray(start, start + length);
    return Buffer.concat([
      bytes.subarray(0, start),
      ...Array<Buffer>(times).fill(slice),
      bytes.subarray(start + length),
    ]);
  });

const inserted = (tokens: readonly string[]): fc.Arbitrary<Mutation> =>
  fc.tuple(place, fc.constantFrom(...tokens)).map(([at, token]) => (bytes) => {
    const start = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, start), Buffer.from(token), bytes.subarray(start)]);
  });

/** Documents of the corpus with up to four things done to each. */
export function mutated(corpus: readonly Uint8Array[], tokens: readonly string[]): fc.Arbitrary<Uint8Array> {
  const mutation = fc.oneof(cut, overwritten, dropped, repeated, inserted(tokens));
  return fc
    .tuple(fc.constantFrom(...corpus), fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([bytes, mutations]) => {
      let now: Buffer = Buffer.from(bytes);
      for (const change of mutations) now = change(now);
      return new Uint8Array(now);
    });
}
