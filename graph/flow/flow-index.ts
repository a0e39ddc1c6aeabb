import { refOfKey } from '../model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../model/object-ref.ts';
import { WhenceError } from '../errors.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import type { FlowKind } from '../store/changes.ts';
import type { ChangePage, StoredAttribute, StoredEdge } from '../store/store.ts';
import { AdjacencyLists } from './adjacency-lists.ts';
import { AttributeTable } from './attribute-table.ts';
import { ChoiceTable } from './choice-table.ts';
import { grown } from './columns.ts';
import * as word from './edge-word.ts';
import { EnvelopeTable, timingOf } from './envelope-table.ts';
import { NameLookup } from './name-lookup.ts';
import { OpenNumbers } from './open-numbers.ts';
import * as node from './node-table.ts';
import { NodeTable } from './node-table.ts';
import { TextTable } from './text-table.ts';

const originKinds = word.produced | word.hasMember | word.sampledAs | word.reidentifiedAs;
const enoughToMerge = 50_000;
// A choice whose size nobody states is never seen whole.
const unknownSize = 0xffff_ffff;

export interface FlowTables {
  readonly nodes: NodeTable;
  readonly envelopes: EnvelopeTable;
  readonly attributes: AttributeTable;
  readonly choices: ChoiceTable;
  readonly roles: TextTable;
  readonly positions: TextTable;
}

/**
 * The flow graph in typed arrays: everything a walk reads, and nothing else. It follows a store by `apply`, page by page,
 * and can be thrown away. Nodes and edges have ordinals in the order in which they came; no answer shows them.
 */
export class FlowIndex {
  readonly nodes: NodeTable;
  readonly envelopes: EnvelopeTable;
  readonly attributes: AttributeTable;
  readonly choices: ChoiceTable;
  readonly roles: TextTable;
  /** Sets of reference designators, and the edges that name one. */
  readonly positions: TextTable;
  readonly positionOf = new Map<number, number>();
  readonly out = new AdjacencyLists();
  readonly in = new AdjacencyLists();
  edgeCount = 0;
  from = new Int32Array(0);
  to = new Int32Array(0);
  word = new Uint32Array(0);
  envelope = new Uint32Array(0);
  ordinal = new Uint32Array(0);
  /** Edges of material without lot or serial: few, and asked for by material. */
  classOnlyEdges: number[] = [];
  /** Things of which nothing live says where they came from, and those of which only an attribute does. */
  readonly withoutOrigin = new Set<number>();
  readonly withOriginByAttribute = new Set<number>();
  /** Source systems that something is stated of. */
  readonly sources = new Set<number>();
  readonly names: NameLookup;
  readonly #openNumbers: OpenNumbers;
  position: LedgerPosition = 0;
  /** Grows with every page, so that what was derived from an older state is known to be old. */
  version = 0;

  constructor(tables: Partial<FlowTables> = {}) {
    this.nodes = tables.nodes ?? new NodeTable();
    this.envelopes = tables.envelopes ?? new EnvelopeTable();
    this.attributes = tables.attributes ?? new AttributeTable();
    this.choices = tables.choices ?? new ChoiceTable();
    this.roles = tables.roles ?? new TextTable();
    this.positions = tables.positions ?? new TextTable();
    this.names = new NameLookup(this.nodes);
    this.#openNumbers = new OpenNumbers(this.nodes, this.names);
  }

  apply(page: ChangePage): void {
    for (const { key, ref } of page.nodes) this.#addNode(key, ref);
    for (const edge of page.edges) this.#addEdge(edge);
    for (const attribute of page.attributes) this.#addAttribute(attribute);
    for (const { event, recordedAt, at } of page.closed) this.#close(event, recordedAt, at);
    this.position = page.through;
    this.version++;
    const later = this.edgeCount - this.out.merged;
    if (later > enoughToMerge && later * 4 > this.out.merged) this.merge();
  }

  /** A thing that is known to the store and that no flow edge or attribute names yet: an answer about it is itself. */
  know(key: ObjectKey, ref: ObjectRef): void {
    this.#addNode(key, ref);
  }

  /** Puts what came since the last merge in order. Changes no answer. */
  merge(): void {
    const { from, to, edgeCount } = this;
    this.out.merge(this.nodes.count, edgeCount, from, to, this.word);
    this.in.merge(this.nodes.count, edgeCount, to, from, this.word);
  }

  /** Finds again what is derived from the columns, after they were read from a snapshot. */
  relink(): void {
    this.nodes.relink();
    this.envelopes.relink();
    this.attributes.relink();
    for (let of = 0; of < this.nodes.count; of++) this.#relinkNode(of);
    for (let e = 0; e < this.edgeCount; e++) if ((this.word[e]! & word.classOnly) !== 0) this.classOnlyEdges.push(e);
    this.version++;
  }

  #relinkNode(of: number): void {
    const flags = this.nodes.flags[of]!;
    if ((flags & node.isThing) !== 0 && (flags & node.hasOriginEdge) === 0)
      (this.#hasLiveOrigin(of) ? this.withOriginByAttribute : this.withoutOrigin).add(of);
    if (this.nodes.kindOf(of) === 'source' && this.attributes.latest(of) >= 0) this.sources.add(of);
    if ((flags & node.bearsOpenNumber) === 0) return;
    const ref = refOfKey(this.nodes.key(of));
    if (ref) this.#openNumbers.note(of, ref, true);
  }

  eid(edge: number): string {
    const row = this.envelope[edge]!;
    const { events, event, recordedAt } = this.envelopes;
    return `${events.text(event[row]!)}.${recordedAt[row]!}.${this.role(edge)}.${this.ordinal[edge]!}`;
  }

  kind(edge: number): FlowKind {
    return word.kindOf(this.word[edge]!);
  }

  role(edge: number): string {
    return this.roles.text(this.word[edge]! >>> word.roleShift);
  }

  /** Edges of a node in one direction, by ordinal: for what is asked seldom. The walk reads the columns itself. */
  *edgesOf(of: number, side: 'out' | 'in'): Generator<number> {
    const list = this[side];
    for (let i = list.start[of]!; i < list.start[of + 1]!; i++) yield list.edge[i]!;
    for (let e = list.head[of] ?? -1; e >= 0; e = list.next[e - list.merged]!) yield e;
  }

  /** The same, called back: for rows of a page, of which there are thousands. */
  eachEdge(of: number, side: 'out' | 'in', visit: (edge: number) => void): void {
    const { start, edge, head, next, merged } = this[side];
    for (let i = start[of]!, end = start[of + 1]!; i < end; i++) visit(edge[i]!);
    for (let e = head[of] ?? -1; e >= 0; e = next[e - merged]!) visit(e);
  }

  /** How many edges it has in order; what came since the last merge is not counted. */
  mergedEdges(of: number, side: 'out' | 'in'): number {
    const { start } = this[side];
    return start[of + 1]! - start[of]!;
  }

  /** Ordinals of the node's attributes of that name, newest first. */
  *attributesOf(of: number, name: string): Generator<number> {
    const { attributes } = this;
    const wanted = attributes.names.find(name);
    for (let row = attributes.latest(of); row >= 0; row = attributes.former[row]!)
      if (attributes.name[row] === wanted) yield row;
  }

  /** Bytes: what grows with nodes, with edges, and the texts themselves. */
  get size(): { readonly nodes: number; readonly edges: number; readonly texts: number } {
    const { nodes, envelopes, attributes, choices } = this;
    const columns = [this.from, this.to, this.word, this.envelope, this.ordinal];
    const own = columns.reduce((sum, column) => sum + column.byteLength, 0);
    return {
      nodes: nodes.size + attributes.size + nodes.keys.size.lookup + this.out.size.nodes + this.in.size.nodes,
      edges:
        own + this.out.size.edges + this.in.size.edges + envelopes.size + envelopes.events.size.lookup + choices.bytes,
      texts: nodes.keys.size.texts + envelopes.events.size.texts + attributes.values.size.texts,
    };
  }

  #addNode(key: ObjectKey, ref = refOfKey(key)): number {
    if (ref === undefined) throw new WhenceError('FLOW_KEY', { key });
    const before = this.nodes.count;
    const added = this.nodes.add(key, ref);
    if (added < before) return added;
    this.out.addNodes(added + 1);
    this.in.addNodes(added + 1);
    const flags = this.nodes.flags[added]!;
    if ((flags & node.isThing) !== 0) this.withoutOrigin.add(added);
    if (isLot(ref)) this.#openNumbers.note(added, ref, (flags & node.isUnresolved) !== 0);
    return added;
  }

  /** Lots of the same number when one of them was stated without its material; the node itself included. */
  sameNumber(of: number): readonly number[] {
    return this.#openNumbers.like(of);
  }

  #addEdge(edge: StoredEdge): void {
    const [from, to] = [this.#nodeOf(edge.from), this.#nodeOf(edge.to)];
    const e = this.edgeCount++;
    this.#reserve(this.edgeCount);
    this.from[e] = from;
    this.to[e] = to;
    this.ordinal[e] = edge.ordinal;
    this.envelope[e] = this.envelopes.rowFor(edge, timingOf(edge), e);
    this.word[e] = this.#wordOf(edge);
    if (edge.choice !== undefined) this.choices.add(e, edge.choice, edge.choiceSize ?? unknownSize);
    if (edge.position?.length) this.positionOf.set(e, this.positions.add(JSON.stringify([...edge.position].sort())));
    this.out.append(e, from);
    this.in.append(e, to);
    this.#note(e, from, to);
  }

  #nodeOf(key: ObjectKey): number {
    const known = this.nodes.find(key);
    return known < 0 ? this.#addNode(key) : known;
  }

  #wordOf(edge: StoredEdge): number {
    const role = this.roles.add(edge.role);
    if (role >= word.maxRoles) throw new WhenceError('FLOW_TOO_MANY_ROLES', { role: edge.role });
    const bits =
      word.kindBit(edge.kind as FlowKind) |
      (edge.context === 'planned' ? word.isPlanned : 0) |
      (edge.certainty === 'inferred' ? word.isInferred : 0) |
      (edge.choice === undefined ? 0 : word.isChosen) |
      (edge.phase === 'end' ? word.isEnd : 0) |
      (edge.retractedAt === undefined ? 0 : word.isRetracted) |
      (edge.position?.length ? word.isPositioned : 0);
    return (bits | (role << word.roleShift)) >>> 0;
  }

  #note(e: number, from: number, to: number): void {
    const { nodes } = this;
    const bits = this.word[e]!;
    if ((bits & word.sameAs) !== 0) {
      nodes.flag(from, node.hasAlias);
      nodes.flag(to, node.hasAlias);
    } else if ((bits & word.packedIn) !== 0) {
      nodes.flag(from, node.isContent);
      nodes.flag(to, node.isHolder);
    } else if ((bits & word.hasMember) !== 0) {
      nodes.flag(from, node.hasMembers);
      nodes.flag(to, node.isMember);
    } else if ((bits & word.classOnly) !== 0) {
      nodes.flag(to, node.tookClassOnly);
      this.classOnlyEdges.push(e);
    }
    if (isOrigin(bits)) this.#setOrigin(to);
  }

  #setOrigin(of: number): void {
    if ((this.nodes.flags[of]! & node.hasOriginEdge) !== 0) this.nodes.flag(of, node.hasSeveralOrigins);
    this.nodes.flag(of, node.hasOriginEdge);
    this.withoutOrigin.delete(of);
    this.withOriginByAttribute.delete(of);
  }

  #addAttribute(attribute: StoredAttribute): void {
    // A plan states nothing that a question counts.
    if (attribute.context === 'planned') return;
    const of = this.#nodeOf(attribute.node);
    this.attributes.add(of, attribute.name, attribute.value, this.envelopes.anyRow(attribute, this.edgeCount));
    if (attribute.name === 'shipped') this.nodes.flag(of, node.wasShipped);
    if (attribute.name === 'origin' && attribute.retractedAt === undefined && this.withoutOrigin.delete(of))
      this.withOriginByAttribute.add(of);
    if (this.nodes.kindOf(of) === 'source') this.sources.add(of);
  }

  #close(event: string, recordedAt: LedgerPosition, at: LedgerPosition): void {
    for (const row of this.envelopes.rowsOf(event, recordedAt)) {
      this.envelopes.retractedAt[row] = at;
      const end = this.envelopes.endOfEdges(row, this.edgeCount);
      for (let e = this.envelopes.firstEdge[row]!; e < end; e++) this.#retract(e);
      for (const of of this.attributes.nodesOf(row)) this.#lookForOrigin(of);
    }
  }

  #retract(e: number): void {
    const bits = (this.word[e]! | word.isRetracted) >>> 0;
    this.word[e] = bits;
    this.out.setWord(e, this.from[e]!, bits);
    this.in.setWord(e, this.to[e]!, bits);
    if ((bits & originKinds) !== 0) this.#lookForOrigin(this.to[e]!);
  }

  #lookForOrigin(of: number): void {
    for (const e of this.edgesOf(of, 'in')) if (isOrigin(this.word[e]!)) return;
    this.nodes.flags[of]! &= ~node.hasOriginEdge;
    this.withoutOrigin.delete(of);
    this.withOriginByAttribute.delete(of);
    if ((this.nodes.flags[of]! & node.isThing) === 0) return;
    (this.#hasLiveOrigin(of) ? this.withOriginByAttribute : this.withoutOrigin).add(of);
  }

  #hasLiveOrigin(of: number): boolean {
    for (const row of this.attributesOf(of, 'origin'))
      if (this.envelopes.retractedAt[this.attributes.envelope[row]!] === 0) return true;
    return false;
  }

  #reserve(needed: number): void {
    this.from = grown(this.from, needed);
    this.to = grown(this.to, needed);
    this.word = grown(this.word, needed);
    this.envelope = grown(this.envelope, needed);
    this.ordinal = grown(this.ordinal, needed);
  }
}

function isLot({ kind }: ObjectRef): boolean {
  return kind === 'lot' || kind === 'sublot';
}

function isOrigin(bits: number): boolean {
  return (bits & originKinds) !== 0 && (bits & (word.isPlanned | word.isRetracted)) === 0;
}
