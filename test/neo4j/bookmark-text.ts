// As servers of both lines write it: `FB:` and packed in Base64 the 16 bytes of the database's id, and the transaction's number.

interface Read {
  readonly head: Buffer;
  readonly transaction: number;
}

/** The bookmark of a transaction that comes so much later in the same database. */
export function laterBookmark(bookmark: string, by: number): string {
  const { head, transaction } = read(bookmark);
  return written(head, transaction + by);
}

/** The same transaction of a database that is nowhere. */
export function foreignBookmark(bookmark: string): string {
  const { head, transaction } = read(bookmark);
  return written(
    head.map((byte, i) => (i > 2 && i < idEnd ? byte ^ 0x5a : byte)),
    transaction,
  );
}

const idEnd = 19;
// The kind of number, by how many bytes it has.
const sizes = new Map([
  [0xc8, 1],
  [0xc9, 2],
  [0xca, 4],
]);

function read(bookmark: string): Read {
  const bytes = Buffer.from(bookmark.slice('FB:'.length), 'base64');
  const kind = bytes[idEnd]!;
  const size = sizes.get(kind);
  return {
    head: bytes.subarray(0, idEnd),
    transaction: size === undefined ? kind : bytes.readIntBE(idEnd + 1, size),
  };
}

function written(head: Uint8Array, transaction: number): string {
  const number = Buffer.alloc(5, 0xca);
  number.writeInt32BE(transaction, 1);
  return `FB:${Buffer.concat([head, number, Buffer.of(0x90)]).toString('base64')}`;
}
