import type { ObjectKey, ObjectRef } from '../../model/object-ref.ts';
import { mayShow } from '../../model/view.ts';
import type { View } from '../../model/view.ts';
import type { EventKey } from '../changes.ts';
import { readEdgeId } from '../edge-id.ts';
import type { EdgeId } from '../edge-id.ts';
import { joinLimit } from '../store.ts';
import type { AsOf, NodeDetail, StoredAttribute, StoredEdge, StoredStatement } from '../store.ts';
import { isVisible } from '../visible.ts';
import type { Connection } from './connection.ts';
import { eventHash } from './event-hash.ts';
import type { Nodes } from './nodes.ts';
import type { Rows } from './rows.ts';
import { places } from './schema.ts';
import type { Words } from './words.ts';

const flow = {
  out: 'SELECT * FROM stated_edge WHERE from_node = ? AND joined = 0 AND recorded_at <= ?',
  in: 'SELECT * FROM stated_edge WHERE to_node = ? AND joined = 0 AND recorded_at <= ?',
} as const;

const joins = {
  out: 'SELECT * FROM stated_edge WHERE from_node = ? AND joined = 1 AND recorded_at <= ? ORDER BY id DESC',
  in: 'SELECT * FROM stated_edge WHERE to_node = ? AND joined = 1 AND recorded_at <= ? ORDER BY id DESC',
} as const;

const attributes = 'SELECT * FROM stated_attribute WHERE node = ? AND recorded_at <= ?';

const naming = [
  'SELECT view FROM stated_edge WHERE to_node = ?1 AND recorded_at <= ?2 AND (retracted_at IS NULL OR retracted_at > ?2)',
  'SELECT view FROM stated_edge WHERE from_node = ?1 AND recorded_at <= ?2 AND (retracted_at IS NULL OR retracted_at > ?2)',
  'SELECT view FROM stated_attribute WHERE node = ?1 AND recorded_at <= ?2 AND (retracted_at IS NULL OR retracted_at > ?2)',
] as const;

const numberOf = 'SELECT id FROM statement WHERE event_hash = ? AND event = ? AND recorded_at = ?';
const edgesOf = 'SELECT * FROM stated_edge WHERE id >= ? AND id < ?';

const statementsOfEvent = 'SELECT * FROM whole_statement WHERE event_hash = ? AND event = ? AND recorded_at <= ?';

/** What a reader sees of keys, edges and events. */
export class Reading {
  readonly #connection: Connection;
  readonly #nodes: Nodes;
  readonly #words: Words;
  readonly #rows: Rows;

  constructor(connection: Connection, nodes: Nodes, words: Words, rows: Rows) {
    this.#connection = connection;
    this.#nodes = nodes;
    this.#words = words;
    this.#rows = rows;
  }

  resolve(view: View, asOf: AsOf, keys: readonly ObjectKey[]): ReadonlyMap<ObjectKey, ObjectRef> {
    const refs = new Map<ObjectKey, ObjectRef>();
    for (const key of keys) {
      const id = this.#nodes.id(key);
      if (id !== undefined && this.isNamed(view, asOf, id)) refs.set(key, this.#nodes.node(id).ref);
    }
    return refs;
  }

  /** Does a statement that the reader may see name the node? */
  isNamed(view: View, { position }: AsOf, node: number): boolean {
    for (const sql of naming) {
      for (const [id] of this.#connection.iterate(sql, node, position)) {
        if (mayShow(view, this.#words.text(id as number))) return true;
      }
    }
    return false;
  }

  expand(view: View, asOf: AsOf, keys: readonly ObjectKey[], direction: 'out' | 'in'): readonly StoredEdge[] {
    const found: StoredEdge[] = [];
    for (const key of keys) {
      const id = this.#nodes.id(key);
      if (id === undefined) continue;
      for (const row of this.#connection.iterate(flow[direction], id, asOf.position)) {
        const edge = this.#rows.storedEdge(row);
        if (isVisible(view, asOf, edge)) found.push(edge);
      }
    }
    return found;
  }

  hydrate(view: View, asOf: AsOf, keys: readonly ObjectKey[]): readonly NodeDetail[] {
    return keys.flatMap((key) => {
      const id = this.#nodes.id(key);
      if (id === undefined || !this.isNamed(view, asOf, id)) return [];
      const joined = [...this.#joins(view, asOf, id, 'out'), ...this.#joins(view, asOf, id, 'in')];
      return [{ key, ref: this.#nodes.node(id).ref, attributes: this.#attributes(view, asOf, id), joins: joined }];
    });
  }

  edges(view: View, asOf: AsOf, eids: readonly string[]): readonly StoredEdge[] {
    const ids = eids.map(readEdgeId).filter((id) => id !== undefined);
    const edges = new Map<string, StoredEdge>();
    const statements = Map.groupBy(ids, ({ event, recordedAt }) => `${event}.${String(recordedAt)}`);
    for (const [first] of statements.values()) for (const edge of this.#edgesOf(first!)) edges.set(edge.eid, edge);
    const found = eids.map((eid) => edges.get(eid));
    return found.filter((edge) => edge !== undefined && isVisible(view, asOf, edge)) as readonly StoredEdge[];
  }

  /** All edges of one statement: a page often shows many of them. */
  #edgesOf({ event, recordedAt }: EdgeId): readonly StoredEdge[] {
    const statement = this.#connection.value(numberOf, eventHash(event), event, recordedAt) as number | undefined;
    if (statement === undefined) return [];
    const rows = this.#connection.rows(edgesOf, statement * places, (statement + 1) * places);
    return rows.map((row) => this.#rows.storedEdge(row));
  }

  statements(view: View, asOf: AsOf, events: readonly EventKey[]): readonly StoredStatement[] {
    const rows = events.flatMap((event) =>
      this.#connection.rows(statementsOfEvent, eventHash(event), event, asOf.position),
    );
    return rows.map((row) => this.#rows.statement(row)).filter((statement) => isVisible(view, asOf, statement));
  }

  #attributes(view: View, asOf: AsOf, node: number): readonly StoredAttribute[] {
    const stored = this.#connection.rows(attributes, node, asOf.position).map((row) => this.#rows.storedAttribute(row));
    return stored.filter((attribute) => isVisible(view, asOf, attribute));
  }

  #joins(view: View, asOf: AsOf, node: number, direction: 'out' | 'in'): readonly StoredEdge[] {
    const found: StoredEdge[] = [];
    for (const row of this.#connection.iterate(joins[direction], node, asOf.position)) {
      const edge = this.#rows.storedEdge(row);
      if (isVisible(view, asOf, edge)) found.push(edge);
      if (found.length === joinLimit) break;
    }
    return found;
  }
}
