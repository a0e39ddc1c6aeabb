import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { AttributeChange, EdgeChange } from '../changes.ts';
import { GraphDigest } from '../digest.ts';
import type { DigestKind, StoredStatement } from '../store.ts';
import type { Connection } from './connection.ts';
import type { GraphState } from './graph-state.ts';
import { integer } from './integer.ts';
import { asKnown } from './reading.ts';
import { attributeOf, edgeOf, statementOf } from './rows.ts';
import type { EdgeRow, Properties } from './rows.ts';
import { places } from './schema.ts';
import { wholeAttributes } from './statements/whole-attributes.ts';
import { wholeEdges } from './statements/whole-edges.ts';
import { wholeStatements } from './statements/whole-statements.ts';

interface Whole {
  readonly statement: StoredStatement;
  readonly edges: EdgeChange[];
  readonly attributes: AttributeChange[];
}

// Each pass reads through all edges and keeps those of so many statements: memory stays flat, at the price of passes.
const statementsInPass = 100_000;

/**
 * Of the graph as it was known at the position of `state`: what is written meanwhile comes after it, and is left out. So no
 * lock is held while millions of edges are read.
 */
export async function digestOf(connection: Connection, kind: DigestKind, state: GraphState): Promise<string> {
  const digest = new GraphDigest(kind);
  const named = new Set<string>();
  for (let first = 1; first <= state.statements; first += statementsInPass) {
    const end = Math.min(first + statementsInPass, state.statements + 1);
    for (const whole of await pass(connection, first, end, state.position)) {
      if (!digest.covers(whole.statement)) continue;
      for (const { from, to } of whole.edges) named.add(from).add(to);
      for (const { node } of whole.attributes) named.add(node);
      digest.statement(whole);
    }
  }
  for (const key of named) digest.node(key);
  return digest.finish();
}

async function pass(
  connection: Connection,
  first: number,
  end: number,
  position: LedgerPosition,
): Promise<Iterable<Whole>> {
  const found = new Map<number, Whole>();
  const numbers = { first: integer(first), end: integer(end) };
  for await (const row of connection.stream(wholeStatements, numbers)) {
    const statement = asKnown(statementOf(row['statement'] as Properties), position);
    found.set(row['number'] as number, { statement, edges: [], attributes: [] });
  }
  const seqs = { first: integer(first * places), end: integer(end * places) };
  for await (const row of connection.stream(wholeEdges, seqs)) {
    const edge = row as EdgeRow;
    found.get(statementNumber(edge.edge))?.edges.push(edgeOf(edge));
  }
  for await (const { node, attribute } of connection.stream(wholeAttributes, seqs)) {
    const properties = attribute as Properties;
    found.get(statementNumber(properties))?.attributes.push(attributeOf(node as string, properties));
  }
  return found.values();
}

const statementNumber = ({ seq }: Properties): number => Math.floor((seq as number) / places);
