import type { CanonicalEvent, EventOf, Verb } from '../events/canonical-event.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { objectKey } from '../model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../model/object-ref.ts';
import type { AttributeChange, EdgeChange, NodeChange, OpenStatement, Statement } from '../store/changes.ts';
import { projectAssemble } from './project-assemble.ts';
import { projectCount } from './project-count.ts';
import { projectDeclare } from './project-declare.ts';
import { projectDisassemble } from './project-disassemble.ts';
import { projectDisposition } from './project-disposition.ts';
import { projectGap } from './project-gap.ts';
import { projectIdentify } from './project-identify.ts';
import { projectInspect } from './project-inspect.ts';
import { projectMove } from './project-move.ts';
import { projectObserve } from './project-observe.ts';
import { projectPack } from './project-pack.ts';
import { projectReceive } from './project-receive.ts';
import { projectShip } from './project-ship.ts';
import { projectTransform } from './project-transform.ts';
import { projectTreat } from './project-treat.ts';
import { projectUnpack } from './project-unpack.ts';
import type { Stated } from './stated.ts';

/** What a verb states of the graph. A correction states nothing; what it does to others is the writer's (`plan-changes.ts`). */
const projections: { readonly [V in Verb]: (event: EventOf<V>) => readonly Stated[] } = {
  assemble: projectAssemble,
  correct: () => [],
  count: projectCount,
  declare: projectDeclare,
  disassemble: projectDisassemble,
  disposition: projectDisposition,
  gap: projectGap,
  identify: projectIdentify,
  inspect: projectInspect,
  move: projectMove,
  observe: projectObserve,
  pack: projectPack,
  receive: projectReceive,
  ship: projectShip,
  transform: projectTransform,
  treat: projectTreat,
  unpack: projectUnpack,
};

/**
 * A valid event as graph changes: its statement, and the nodes, edges and attributes that it names. Pure, no lookup, no
 * clock; a node is named exactly when an edge or an attribute of the statement is at it.
 */
export function projectEvent(event: CanonicalEvent, recordedAt: LedgerPosition): OpenStatement {
  return { change: 'open', statement: statementOf(event, recordedAt), ...graphOf(stated(event)) };
}

/** A statement that was closed, stated anew at a later position: its body says all it said. */
export function projectAgain(statement: Statement, recordedAt: LedgerPosition): OpenStatement {
  const event = JSON.parse(statement.body) as CanonicalEvent;
  return { change: 'open', statement: { ...statement, recordedAt }, ...graphOf(stated(event)) };
}

function stated(event: CanonicalEvent): readonly Stated[] {
  return (projections[event.verb] as (event: CanonicalEvent) => readonly Stated[])(event);
}

function statementOf(event: CanonicalEvent, recordedAt: LedgerPosition): Statement {
  return {
    event: event.key,
    recordedAt,
    verb: event.verb,
    context: event.context,
    view: event.source.view,
    source: event.source.name,
    record: event.source.record,
    mapping: event.mapping,
    recordKey: event.recordKey,
    ...(event.revision === undefined ? {} : { revision: event.revision }),
    ...(event.site === undefined ? {} : { site: event.site }),
    ...(event.verb === 'correct' ? { retracts: event.target } : {}),
    body: canonicalJson(event),
  };
}

type Graph = Pick<OpenStatement, 'nodes' | 'edges' | 'attributes'>;

// Ordinals count within a role, in the order a projection states things: the same event gives the same edge ids for ever.
function graphOf(statements: readonly Stated[]): Graph {
  const nodes = new Map<ObjectKey, NodeChange>();
  const keys = new Map<ObjectRef, ObjectKey>();
  const ordinals = new Map<string, number>();
  const edges: EdgeChange[] = [];
  const attributes: AttributeChange[] = [];
  // By the object first: an operation is an end of most of its event's edges.
  const name = (ref: ObjectRef): ObjectKey => keys.get(ref) ?? nameAnew(ref);
  const nameAnew = (ref: ObjectRef): ObjectKey => {
    const key = objectKey(ref);
    keys.set(ref, key);
    if (!nodes.has(key)) nodes.set(key, { key, ref });
    return key;
  };
  const next = (role: string): number => {
    const ordinal = ordinals.get(role) ?? 0;
    ordinals.set(role, ordinal + 1);
    return ordinal;
  };
  for (const one of statements) {
    if ('of' in one) {
      const value = canonicalJson(one.value);
      attributes.push({ node: name(one.of), name: one.name, value, role: 'attribute', ordinal: attributes.length });
    } else {
      edges.push({ certainty: 'confirmed', ...one, from: name(one.from), to: name(one.to), ordinal: next(one.role) });
    }
  }
  return { nodes: [...nodes.values()], edges, attributes };
}
