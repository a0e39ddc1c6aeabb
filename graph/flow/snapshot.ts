import { crc32 } from 'node:zlib';
import type { Column } from './columns.ts';
import { putTogether, takeApart } from './flow-columns.ts';
import type { FlowIndex } from './flow-index.ts';
import type { Stated } from './origin-table.ts';

/** Which graph the snapshot is of: one of another store, of another epoch, or ahead of its store is refused. */
export interface SnapshotOf {
  /** Absent where the store cannot be asked. */
  readonly id?: string;
  readonly epoch?: number;
  readonly position: number;
}

/** Of the store that an index was filled from. */
export interface StoreIdentity {
  readonly id: string;
  readonly epoch: number;
}

interface Section {
  readonly name: string;
  readonly type: keyof typeof types;
  readonly length: number;
}

interface Header {
  readonly id: string;
  readonly epoch: number;
  readonly position: number;
  readonly edges: number;
  readonly origins: readonly Stated[];
  readonly sections: readonly Section[];
  readonly checksum: number;
}

const types = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float64Array } as const;
// Changes with every change of what is written: an older snapshot is then refused, and the index filled anew.
const magic = 'whence flow snapshot 3\n';

/** Bytes of the index, in pieces to be written one after another. */
export function encodeSnapshot(index: FlowIndex, { id, epoch }: StoreIdentity): readonly Uint8Array[] {
  const { position, edges, origins, columns } = takeApart(index);
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  for (const [name, column] of columns) {
    sections.push({ name, type: typeOf(column), length: column.length });
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    bodies.push(bytes, new Uint8Array(padding(bytes.length)));
  }
  const checksum = bodies.reduce((sum, body) => crc32(body, sum), 0);
  const header: Header = { id, epoch, position, edges, origins, sections, checksum };
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeUInt32LE(text.length);
  const head = Buffer.concat([Buffer.from(magic), size, text]);
  return [head, new Uint8Array(padding(head.length)), ...bodies];
}

/** The index, or why it is not taken. The bytes become its own. */
export function decodeSnapshot(file: Uint8Array, of: SnapshotOf): { index: FlowIndex } | { refused: string } {
  // A small file is read into a shared buffer, where it may begin anywhere.
  const bytes = file.byteOffset % 8 === 0 ? file : file.slice();
  const read = readHeader(bytes);
  if (!read) return { refused: 'it is no snapshot of this version' };
  const { header, start } = read;
  if (header.id !== (of.id ?? header.id)) return { refused: 'it is of another store' };
  if (header.epoch !== (of.epoch ?? header.epoch))
    return { refused: `it is of epoch ${header.epoch}, and the store's is ${of.epoch}` };
  if (header.position > of.position)
    return { refused: `it stands at ${header.position}, and the store at ${of.position}` };
  const columns = new Map<string, Column>();
  let at = start;
  for (const { name, type, length } of header.sections) {
    const size = length * types[type].BYTES_PER_ELEMENT;
    if (at + size > bytes.length) return { refused: 'it is cut off' };
    columns.set(name, new types[type](bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length));
    at += size + padding(size);
  }
  if (crc32(bytes.subarray(start, at)) !== header.checksum) return { refused: 'its checksum is wrong' };
  const { position, edges, origins } = header;
  return { index: putTogether({ position, edges, origins, columns }) };
}

function readHeader(bytes: Uint8Array): { header: Header; start: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.toString('latin1', 0, magic.length) !== magic || view.length < magic.length + 8) return undefined;
  const end = magic.length + 8 + view.readUInt32LE(magic.length);
  try {
    return { header: JSON.parse(view.toString('utf8', magic.length + 8, end)) as Header, start: end + padding(end) };
  } catch {
    return undefined;
  }
}

function typeOf(column: Column): keyof typeof types {
  if (column instanceof Uint8Array) return 'Uint8Array';
  if (column instanceof Uint16Array) return 'Uint16Array';
  if (column instanceof Int32Array) return 'Int32Array';
  return column instanceof Uint32Array ? 'Uint32Array' : 'Float64Array';
}

// Columns of eight-byte numbers must begin at a multiple of eight.
const padding = (length: number): number => (8 - (length % 8)) % 8;
