import { refOfKey } from '../../model/object-ref.ts';
import type { ObjectKey } from '../../model/object-ref.ts';
import type { NodeChange } from '../changes.ts';
import { searchText } from '../identifier-match.ts';
import { Recent } from './recent.ts';
import type { Connection } from './connection.ts';

const findNode = 'SELECT id FROM node WHERE key = ?';
const readNode = 'SELECT key FROM node WHERE id = ?';
const addNode = 'INSERT INTO node (key, value, material) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';

const remembered = 200_000;

/** Keys and their numbers in the file, those of late remembered. */
export class Nodes {
  readonly #connection: Connection;
  readonly #ids = new Recent<ObjectKey, number>(remembered);
  readonly #nodes = new Recent<number, NodeChange>(remembered);

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  id(key: ObjectKey): number | undefined {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#connection.value(findNode, key) as number | undefined;
    if (id !== undefined) this.#ids.set(key, id);
    return id;
  }

  node(id: number): NodeChange {
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const key = this.#connection.value(readNode, id) as ObjectKey;
    const node = { key, ref: refOfKey(key)! };
    this.#nodes.set(id, node);
    return node;
  }

  /** Its number; `onNew` is called where it had none. */
  add({ key, ref }: NodeChange, onNew: () => void): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const insert = this.#connection.prepare(addNode);
    const { changes, lastInsertRowid } = insert.run(key, searchText(ref) ?? null, ref.material ?? null);
    if (changes === 0) return this.id(key)!;
    const id = lastInsertRowid as number;
    this.#ids.set(key, id);
    onNew();
    return id;
  }

  /** After a rollback: numbers given out in it are not in the file. */
  forget(): void {
    this.#ids.clear();
    this.#nodes.clear();
  }
}
