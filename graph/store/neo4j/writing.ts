import { WhenceError } from '../../errors.ts';
import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { EdgeKind, GraphChange } from '../changes.ts';
import { edgeId } from '../edge-id.ts';
import { batchOf } from './batch.ts';
import type { Connection, Run } from './connection.ts';
import { mustBeReadable } from './graph-state.ts';
import type { GraphWriter } from './graph-writer.ts';
import { integer } from './integer.ts';
import type { Properties } from './rows.ts';
import { readStated } from './stated.ts';
import { addAttributes } from './statements/add-attributes.ts';
import { addEdges } from './statements/add-edges.ts';
import { addNodes } from './statements/add-nodes.ts';
import { addStatements } from './statements/add-statements.ts';
import { closeEdges } from './statements/close-edges.ts';
import { closeStatements } from './statements/close-statements.ts';
import { lockForWriting } from './statements/lock-for-writing.ts';
import { moveWatermark } from './statements/move-watermark.ts';
import { takeOver } from './statements/take-over.ts';

/**
 * All of a batch and its watermark in one transaction. It begins with the graph's lock and the watermark, so that a commit
 * whose reply was lost is found done when it is tried again, by the driver or by whoever called.
 */
export async function apply(
  connection: Connection,
  writer: GraphWriter,
  changes: readonly GraphChange[],
  watermark: LedgerPosition,
  epoch: number,
): Promise<void> {
  await connection.write(async (run) => {
    const held = await lock(connection, run, epoch);
    writer.mustBeOfItsLedger(connection, held);
    writer.mayWrite(held, epoch);
    const own = { epoch: integer(epoch), writer: writer.id };
    if (watermark > held.position) {
      const added = await write(run, changes, held.statements);
      await run(moveWatermark, { ...own, ...added, position: integer(watermark), ledger: writer.ledger() ?? null });
    } else if (held.writer !== writer.id || epoch > held.epoch) await run(takeOver, own);
  });
  writer.written();
}

interface Held {
  readonly version: number;
  readonly epoch: number;
  readonly position: LedgerPosition;
  readonly statements: number;
  readonly ledger: string | null;
  readonly writer: string | null;
}

async function lock(connection: Connection, run: Run, epoch: number): Promise<Held> {
  const { records } = await run(lockForWriting, { epoch: integer(epoch) });
  const held = records[0]?.toObject() as Held | undefined;
  if (held === undefined) throw new WhenceError('STORE_UNAVAILABLE', { uri: connection.uri, says: 'It was emptied.' });
  mustBeReadable(connection, held.version);
  return held;
}

/** How many nodes, edges and statements came to the graph. */
async function write(run: Run, changes: readonly GraphChange[], known: number) {
  const batch = batchOf(changes, known);
  await close(run, batch.closes);
  // All are on their way at once: the server has the next one when it is done with one.
  const [nodes, , edges, attributes] = await Promise.all([
    counted(run, addNodes, batch.nodes),
    counted(run, addStatements, batch.statements),
    counted(run, addEdges, batch.edges),
    counted(run, addAttributes, batch.attributes),
  ]);
  const missing =
    batch.edgeCount + batch.attributes.length - edges.relationshipsCreated - attributes.relationshipsCreated;
  // An end that no statement of the batch lists would be passed over in silence.
  if (missing > 0) throw new WhenceError('INTERNAL', { says: 'Edges have an end that is no node', missing });
  return {
    nodes: integer(nodes.nodesCreated),
    edges: integer(batch.edgeCount),
    statements: integer(batch.statements.length),
  };
}

type Counts = Readonly<Record<'nodesCreated' | 'relationshipsCreated', number>>;

async function counted(run: Run, statement: string, rows: readonly unknown[]): Promise<Counts> {
  if (rows.length === 0) return { nodesCreated: 0, relationshipsCreated: 0 };
  const { summary } = await run(statement, { rows });
  return summary.counters.updates();
}

async function close(run: Run, rows: readonly Properties[]): Promise<void> {
  if (rows.length === 0) return;
  const { records } = await run(closeStatements, { rows });
  const edges = records.flatMap((record) => closedEdges(record.toObject() as Closed));
  for (const [kind, ofKind] of Map.groupBy(edges, (edge) => edge.kind)) await run(closeEdges[kind], { rows: ofKind });
}

interface Closed {
  readonly event: string;
  readonly recordedAt: LedgerPosition;
  readonly retractedAt: LedgerPosition;
  readonly stated: string;
}

interface ClosedEdge extends Properties {
  readonly kind: EdgeKind;
}

function closedEdges({ event, recordedAt, retractedAt, stated }: Closed): readonly ClosedEdge[] {
  return readStated(stated).edges.map(({ kind, role, ordinal }) => ({
    kind,
    eid: edgeId(event, recordedAt, role, ordinal),
    retractedAt: integer(retractedAt),
  }));
}
