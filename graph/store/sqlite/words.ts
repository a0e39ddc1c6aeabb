import type { Connection } from './connection.ts';

const findWord = 'SELECT id FROM word WHERE text = ?';
const readWord = 'SELECT text FROM word WHERE id = ?';
const addWord = 'INSERT INTO word (text) VALUES (?)';

/** Texts that come again and again (kinds, roles, units, sources, mappings), each stored once. There are few of them. */
export class Words {
  readonly #connection: Connection;
  readonly #ids = new Map<string, number>();
  readonly #texts = new Map<number, string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The number of a text; only the writer may give one out. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = (this.#connection.value(findWord, text) ??
      this.#connection.prepare(addWord).run(text).lastInsertRowid) as number;
    return this.#keep(id, text);
  }

  text(id: number): string {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const text = this.#connection.value(readWord, id) as string;
    this.#keep(id, text);
    return text;
  }

  /** After a rollback: numbers given out in it are not in the file. */
  forget(): void {
    this.#ids.clear();
    this.#texts.clear();
  }

  #keep(id: number, text: string): number {
    this.#ids.set(text, id);
    this.#texts.set(id, text);
    return id;
  }
}
