import { WhenceError } from '../../errors.ts';
import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { ObjectKey, ObjectRef } from '../../model/object-ref.ts';
import type { View } from '../../model/view.ts';
import { mayShow } from '../../model/view.ts';
import type { AttributeChange, CloseStatement, EdgeChange, EventKey, GraphChange, OpenStatement } from '../changes.ts';
import { GraphDigest } from '../digest.ts';
import { edgeId, readEdgeId } from '../edge-id.ts';
import { compareMatches, fits, matchRank, searchText } from '../identifier-match.ts';
import type { Match } from '../identifier-match.ts';
import { joinLimit } from '../store.ts';
import type {
  AsOf,
  ChangePage,
  FindQuery,
  GraphStore,
  StoredAttribute,
  StoredEdge,
  StoredStatement,
} from '../store.ts';
import { asGraphStore } from '../synchronous.ts';
import { isFlowKind, isVisible, neverCounts } from '../visible.ts';

/** A statement as it is kept; only its end changes, once. */
interface Kept {
  statement: StoredStatement;
  readonly edges: readonly EdgeChange[];
  readonly attributes: readonly AttributeChange[];
}

interface Named<T> {
  readonly of: Kept;
  readonly what: T;
}

interface Node {
  readonly ref: ObjectRef;
  readonly out: Named<EdgeChange>[];
  readonly in: Named<EdgeChange>[];
  readonly attributes: Named<AttributeChange>[];
}

const statementsInPage = 4000;

/** The reference: plain maps, every rule of the contract said once. For tests and small experiments; nothing is kept on disk. */
export function createMemoryGraph(id = 'memory'): GraphStore {
  const nodes = new Map<ObjectKey, Node>();
  const kept: Kept[] = [];
  const byEvent = new Map<EventKey, Kept[]>();
  const byRecordKey = new Map<string, Kept[]>();
  const byTarget = new Map<string, Kept[]>();
  let position: LedgerPosition = 0;
  let epoch = 0;

  function open({ statement, nodes: named, edges, attributes, retractedAt }: OpenStatement): void {
    const of: Kept = {
      statement: retractedAt === undefined ? statement : { ...statement, retractedAt },
      edges,
      attributes,
    };
    kept.push(of);
    append(byEvent, statement.event, of);
    append(byRecordKey, statement.recordKey, of);
    if (statement.retracts) append(byTarget, statement.retracts.recordKey, of);
    for (const { key, ref } of named) if (!nodes.has(key)) nodes.set(key, { ref, out: [], in: [], attributes: [] });
    for (const what of edges) {
      nodes.get(what.from)?.out.push({ of, what });
      nodes.get(what.to)?.in.push({ of, what });
    }
    for (const what of attributes) nodes.get(what.node)?.attributes.push({ of, what });
  }

  function close({ event, at, because }: CloseStatement): void {
    const of = byEvent.get(event)?.at(-1);
    if (of === undefined) return;
    const { retractedAt = at } = of.statement;
    of.statement = { ...of.statement, retractedAt, ...(because === 'replaced' ? { replacedAt: at } : {}) };
  }

  function* namingOf(key: ObjectKey): Iterable<Kept> {
    const node = nodes.get(key);
    if (node === undefined) return;
    for (const { of } of [...node.out, ...node.in, ...node.attributes]) yield of;
  }

  function refOf(view: View, asOf: AsOf, key: ObjectKey): ObjectRef | undefined {
    for (const of of namingOf(key)) if (isVisible(view, asOf, of.statement)) return nodes.get(key)?.ref;
    return undefined;
  }

  function visibleEdges(view: View, asOf: AsOf, edges: readonly Named<EdgeChange>[]): readonly StoredEdge[] {
    return edges.filter(({ of }) => isVisible(view, asOf, of.statement)).map((one) => storedEdge(one));
  }

  function joinsOf(view: View, asOf: AsOf, edges: readonly Named<EdgeChange>[]): readonly StoredEdge[] {
    return visibleEdges(
      view,
      asOf,
      edges.filter(({ what }) => !isFlowKind(what.kind)),
    ).slice(-joinLimit);
  }

  function* matches(view: View, asOf: AsOf, query: FindQuery): Iterable<Match> {
    const text = query.text?.toUpperCase() ?? '';
    for (const [key, { ref }] of nodes) {
      const identifier = searchText(ref);
      if (identifier === undefined || !fits(ref, query)) continue;
      const rank = text === '' ? 'equal' : matchRank(identifier, text);
      if (rank !== undefined && refOf(view, asOf, key)) yield { key, rank };
    }
  }

  function page(after: LedgerPosition, through: LedgerPosition, opened: readonly Kept[]): ChangePage {
    const upTo = { position: through };
    const counting = opened.filter(({ statement }) => !neverCounts(statement));
    const edges = counting.flatMap((of) =>
      of.edges.filter(({ kind }) => isFlowKind(kind)).map((what) => storedEdge({ of, what }, upTo)),
    );
    const attributes = counting.flatMap((of) => of.attributes.map((what) => storedAttribute({ of, what }, upTo)));
    const named = new Set([...edges.flatMap(({ from, to }) => [from, to]), ...attributes.map(({ node }) => node)]);
    const closed = kept.filter(
      ({ statement: { recordedAt, retractedAt = 0 } }) =>
        recordedAt <= after && retractedAt > after && retractedAt <= through,
    );
    return {
      through,
      nodes: [...named].map((key) => ({ key, ref: nodes.get(key)!.ref })),
      edges,
      attributes,
      closed: closed.map(({ statement: { event, recordedAt, retractedAt } }) => ({
        event,
        recordedAt,
        at: retractedAt!,
      })),
    };
  }

  return asGraphStore({
    apply(changes, watermark, by) {
      if (by < epoch) throw new WhenceError('FENCED', { epoch: by, newer: epoch });
      epoch = by;
      if (watermark <= position) return;
      for (const change of changes) if (change.change === 'open') mustListEnds(change);
      for (const change of changes) applyChange(change);
      position = watermark;
    },
    writerState(asOf, recordKeys) {
      const found = recordKeys.flatMap((key) => [...(byRecordKey.get(key) ?? []), ...(byTarget.get(key) ?? [])]);
      const latest = new Map<EventKey, StoredStatement>();
      for (const { statement } of found)
        if (statement.recordedAt <= asOf.position) latest.set(statement.event, asKnown(statement, asOf));
      return { statements: [...latest.values()] };
    },
    position() {
      return position;
    },
    resolve(view, asOf, keys) {
      const refs = keys.map((key) => [key, refOf(view, asOf, key)] as const);
      return new Map(refs.flatMap(([key, ref]) => (ref === undefined ? [] : [[key, ref] as const])));
    },
    find(view, asOf, query, first, after) {
      const found = [...matches(view, asOf, query)].sort(compareMatches);
      const start = after === undefined ? 0 : found.findIndex(({ key }) => key === after) + 1;
      return found.slice(start, start + first).map(({ key }) => key);
    },
    expand(view, asOf, keys, direction) {
      const edges = keys.flatMap((key) => nodes.get(key)?.[direction] ?? []);
      return visibleEdges(
        view,
        asOf,
        edges.filter(({ what }) => isFlowKind(what.kind)),
      );
    },
    hydrate(view, asOf, keys) {
      return keys.flatMap((key) => {
        const node = nodes.get(key);
        if (node === undefined || refOf(view, asOf, key) === undefined) return [];
        const attributes = node.attributes
          .filter(({ of }) => isVisible(view, asOf, of.statement))
          .map((one) => storedAttribute(one));
        const joins = [...joinsOf(view, asOf, node.out), ...joinsOf(view, asOf, node.in)];
        return [{ key, ref: node.ref, attributes, joins }];
      });
    },
    edges(view, asOf, eids) {
      return eids.flatMap((eid) => {
        const id = readEdgeId(eid);
        const of = id && byEvent.get(id.event)?.find(({ statement }) => statement.recordedAt === id.recordedAt);
        const what = of?.edges.find(({ role, ordinal }) => role === id?.role && ordinal === id.ordinal);
        return of && what ? visibleEdges(view, asOf, [{ of, what }]) : [];
      });
    },
    history(view, key, first, before = Infinity) {
      const naming = [...new Set(namingOf(key))].map(({ statement }) => statement);
      const shown = naming.filter((one) => one.recordedAt < before && mayShow(view, one.view) && !neverCounts(one));
      return wholePositions(shown.sort(newestFirst), first);
    },
    statements(view, asOf, events) {
      const all = events.flatMap((event) => byEvent.get(event) ?? []).map(({ statement }) => statement);
      return all.filter((statement) => isVisible(view, asOf, statement));
    },
    *changes(after, upTo) {
      const last = Math.min(upTo, position);
      while (after < last) {
        const ahead = kept.filter(({ statement: { recordedAt } }) => recordedAt > after && recordedAt <= last);
        const through = ahead.length > statementsInPage ? ahead[statementsInPage - 1]!.statement.recordedAt : last;
        yield page(
          after,
          through,
          ahead.filter(({ statement: { recordedAt } }) => recordedAt <= through),
        );
        after = through;
      }
    },
    digest(kind) {
      const digest = new GraphDigest(kind);
      const named = new Set<ObjectKey>();
      for (const of of kept.filter(({ statement }) => digest.covers(statement))) {
        for (const { from, to } of of.edges) named.add(from).add(to);
        for (const { node } of of.attributes) named.add(node);
        digest.statement(of);
      }
      for (const key of named) digest.node(key);
      return digest.finish();
    },
    size() {
      return {
        nodes: nodes.size,
        edges: kept.reduce((sum, { edges }) => sum + edges.length, 0),
        statements: kept.length,
      };
    },
    identity() {
      return { id, epoch };
    },
    close: () => undefined,
  });

  function applyChange(change: GraphChange): void {
    if (change.change === 'open') open(change);
    else close(change);
  }
}

function mustListEnds({ nodes, edges, attributes }: OpenStatement): void {
  const listed = new Set(nodes.map(({ key }) => key));
  const named = [...edges.flatMap(({ from, to }) => [from, to]), ...attributes.map(({ node }) => node)];
  const missing = named.find((key) => !listed.has(key));
  if (missing !== undefined) throw new WhenceError('INTERNAL', { says: `${missing} is no node of its statement` });
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** Ends that lie after `asOf` are not known yet. */
function asKnown<T extends { readonly retractedAt?: LedgerPosition; readonly replacedAt?: LedgerPosition }>(
  of: T,
  asOf: AsOf,
): T {
  const { retractedAt, replacedAt, ...rest } = of;
  return {
    ...(rest as T),
    ...(retractedAt !== undefined && retractedAt <= asOf.position ? { retractedAt } : {}),
    ...(replacedAt !== undefined && replacedAt <= asOf.position ? { replacedAt } : {}),
  };
}

function envelope(
  { event, recordedAt, retractedAt, context, view, source, site, record, mapping }: StoredStatement,
  asOf?: AsOf,
) {
  const isKnown = retractedAt !== undefined && (asOf === undefined || retractedAt <= asOf.position);
  const ends = isKnown ? { retractedAt } : {};
  return {
    event,
    recordedAt,
    ...ends,
    context,
    view,
    source,
    ...(site === undefined ? {} : { site }),
    record,
    mapping,
  };
}

function storedEdge({ of: { statement }, what }: Named<EdgeChange>, asOf?: AsOf): StoredEdge {
  const eid = edgeId(statement.event, statement.recordedAt, what.role, what.ordinal);
  return { ...what, eid, ...envelope(statement, asOf) };
}

function storedAttribute({ of, what }: Named<AttributeChange>, asOf?: AsOf): StoredAttribute {
  return { ...what, ...envelope(of.statement, asOf) };
}

function newestFirst(a: StoredStatement, b: StoredStatement): number {
  return b.recordedAt - a.recordedAt || (a.event < b.event ? -1 : 1);
}

/** The first so many, and what else was recorded at the position of the last. */
function wholePositions(ordered: readonly StoredStatement[], first: number): readonly StoredStatement[] {
  const last = ordered[first - 1]?.recordedAt ?? 0;
  return first <= 0 ? [] : ordered.filter(({ recordedAt }) => recordedAt >= last);
}
