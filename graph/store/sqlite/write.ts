import { WhenceError } from '../../errors.ts';
import type { LedgerPosition } from '../../ledger/ledger.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { ObjectKey } from '../../model/object-ref.ts';
import type { AttributeChange, CloseStatement, EdgeChange, GraphChange, OpenStatement } from '../changes.ts';
import { isFlowKind } from '../visible.ts';
import type { Connection } from './connection.ts';
import { eventHash } from './event-hash.ts';
import type { Nodes } from './nodes.ts';
import { places } from './schema.ts';
import type { Words } from './words.ts';

const readMeta = 'SELECT value FROM meta WHERE name = ?';
const writeMeta = 'UPDATE meta SET value = ? WHERE name = ?';
const countUp = 'UPDATE meta SET value = value + ? WHERE name = ?';

const addStatement = `
INSERT INTO statement (
  event, event_hash, recorded_at, retracted_at, verb, context, view, source, record, mapping, site, record_key, revision,
  retracts_record_key, retracts_event
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const addBody = 'INSERT INTO body (statement, text) VALUES (?, ?)';

const addEdge = `
INSERT INTO edge (
  id, role, ordinal, joined, kind, from_node, to_node, certainty, valid_from, precision, basis, qty, unit
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const addRareEdge = `
INSERT INTO edge (
  id, role, ordinal, joined, kind, from_node, to_node, certainty, valid_from, precision, basis, qty, unit,
  phase, valid_to, choice, choice_kind, choice_size, method, used_as, position, ext
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const addAttribute = 'INSERT INTO attribute (id, role, ordinal, node, name, value) VALUES (?, ?, ?, ?, ?, ?)';

const closeLatest = `
UPDATE statement SET retracted_at = coalesce(retracted_at, ?), replaced_at = coalesce(?, replaced_at)
WHERE id = (SELECT max(id) FROM statement WHERE event_hash = ? AND event = ?)`;

/** Numbers of the nodes that a statement names. */
type NodeIds = ReadonlyMap<ObjectKey, number>;

/** Writes changes: all of a batch and its watermark, or nothing. */
export class Writing {
  readonly #connection: Connection;
  readonly #nodes: Nodes;
  readonly #words: Words;
  #added = { nodes: 0, edges: 0, statements: 0 };
  readonly #countNode = (): void => {
    this.#added.nodes++;
  };

  constructor(connection: Connection, nodes: Nodes, words: Words) {
    this.#connection = connection;
    this.#nodes = nodes;
    this.#words = words;
  }

  apply(changes: readonly GraphChange[], watermark: LedgerPosition, epoch: number): void {
    if (this.#connection.readOnly) throw new WhenceError('GRAPH_READ_ONLY', { watermark });
    try {
      this.#connection.transaction(() => this.#apply(changes, watermark, epoch));
    } catch (error) {
      this.#nodes.forget();
      this.#words.forget();
      throw error;
    }
  }

  #apply(changes: readonly GraphChange[], watermark: LedgerPosition, epoch: number): void {
    const newest = this.#connection.value(readMeta, 'epoch') as number;
    if (epoch < newest) throw new WhenceError('FENCED', { epoch, newer: newest });
    this.#connection.run(writeMeta, epoch, 'epoch');
    if (watermark <= (this.#connection.value(readMeta, 'position') as number)) return;
    this.#added = { nodes: 0, edges: 0, statements: 0 };
    for (const change of changes) {
      if (change.change === 'open') this.#open(change);
      else this.#close(change);
    }
    for (const [name, count] of Object.entries(this.#added)) this.#connection.run(countUp, count, name);
    this.#connection.run(writeMeta, watermark, 'position');
  }

  #open(change: OpenStatement): void {
    const id = this.#state(change);
    this.#connection.run(addBody, id, change.statement.body);
    const ids = new Map(change.nodes.map((node) => [node.key, this.#nodes.add(node, this.#countNode)]));
    change.edges.forEach((edge, place) => this.#edge(id * places + place, edge, ids));
    change.attributes.forEach((attribute, place) => this.#attribute(id * places + place, attribute, ids));
    this.#added.edges += change.edges.length;
    this.#added.statements++;
  }

  #state({ statement, retractedAt }: OpenStatement): number {
    const words = this.#words;
    const { lastInsertRowid } = this.#connection
      .prepare(addStatement)
      .run(
        statement.event,
        eventHash(statement.event),
        statement.recordedAt,
        retractedAt ?? null,
        words.id(statement.verb),
        words.id(statement.context),
        words.id(statement.view),
        words.id(statement.source),
        statement.record,
        words.id(statement.mapping),
        this.#word(statement.site),
        statement.recordKey,
        statement.revision ?? null,
        statement.retracts?.recordKey ?? null,
        statement.retracts?.event ?? null,
      );
    return lastInsertRowid as number;
  }

  // Most edges have nothing rare to say; binding half as many values is measurably quicker.
  #edge(id: number, edge: EdgeChange, ids: NodeIds): void {
    const words = this.#words;
    const common = [
      id,
      words.id(edge.role),
      edge.ordinal,
      isFlowKind(edge.kind) ? 0 : 1,
      words.id(edge.kind),
      ids.get(edge.from)!,
      ids.get(edge.to)!,
      words.id(edge.certainty),
      edge.validFrom ?? null,
      this.#word(edge.precision),
      this.#word(edge.basis),
      edge.qty ?? null,
      this.#word(edge.unit),
    ] as const;
    if (isPlain(edge)) {
      this.#connection.prepare(addEdge).run(...common);
      return;
    }
    this.#connection
      .prepare(addRareEdge)
      .run(
        ...common,
        this.#word(edge.phase),
        edge.validTo ?? null,
        edge.choice ?? null,
        this.#word(edge.choiceKind),
        edge.choiceSize ?? null,
        edge.method ?? null,
        this.#word(edge.use),
        edge.position === undefined ? null : JSON.stringify(edge.position),
        edge.ext === undefined ? null : canonicalJson(edge.ext),
      );
  }

  #attribute(id: number, { role, ordinal, node, name, value }: AttributeChange, ids: NodeIds): void {
    this.#connection.run(addAttribute, id, this.#words.id(role), ordinal, ids.get(node)!, name, value);
  }

  #close({ event, at, because }: CloseStatement): void {
    this.#connection.run(closeLatest, at, because === 'replaced' ? at : null, eventHash(event), event);
  }

  #word(text: string | undefined): number | null {
    return text === undefined ? null : this.#words.id(text);
  }
}

function isPlain(edge: EdgeChange): boolean {
  return (
    edge.phase === undefined &&
    edge.validTo === undefined &&
    edge.choice === undefined &&
    edge.method === undefined &&
    edge.use === undefined &&
    edge.position === undefined &&
    edge.ext === undefined &&
    edge.choiceKind === undefined &&
    edge.choiceSize === undefined
  );
}
