import { beforeAll, expect, test } from '@jest/globals';
import type { PlanOperator } from './plan-operator.ts';
import { operatorsOf } from './plan-operator.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import { addAttributes } from '../../graph/store/neo4j/statements/add-attributes.ts';
import { addEdges } from '../../graph/store/neo4j/statements/add-edges.ts';
import { addNodes } from '../../graph/store/neo4j/statements/add-nodes.ts';
import { addStatements } from '../../graph/store/neo4j/statements/add-statements.ts';
import { closeEdges } from '../../graph/store/neo4j/statements/close-edges.ts';
import { closeStatements } from '../../graph/store/neo4j/statements/close-statements.ts';
import { closed } from '../../graph/store/neo4j/statements/closed.ts';
import { edges } from '../../graph/store/neo4j/statements/edges.ts';
import { expandIn } from '../../graph/store/neo4j/statements/expand-in.ts';
import { expandOut } from '../../graph/store/neo4j/statements/expand-out.ts';
import { findByKind } from '../../graph/store/neo4j/statements/find-by-kind.ts';
import { findByMaterial } from '../../graph/store/neo4j/statements/find-by-material.ts';
import { findEqual } from '../../graph/store/neo4j/statements/find-equal.ts';
import { findPrefix } from '../../graph/store/neo4j/statements/find-prefix.ts';
import { history } from '../../graph/store/neo4j/statements/history.ts';
import { historyEnd } from '../../graph/store/neo4j/statements/history-end.ts';
import { hydrate } from '../../graph/store/neo4j/statements/hydrate.ts';
import { lockForWriting } from '../../graph/store/neo4j/statements/lock-for-writing.ts';
import { moveWatermark } from '../../graph/store/neo4j/statements/move-watermark.ts';
import { opened } from '../../graph/store/neo4j/statements/opened.ts';
import { pageEnd } from '../../graph/store/neo4j/statements/page-end.ts';
import { reachIn } from '../../graph/store/neo4j/statements/reach-in.ts';
import { reachOut } from '../../graph/store/neo4j/statements/reach-out.ts';
import { readState } from '../../graph/store/neo4j/statements/read-state.ts';
import { resolve } from '../../graph/store/neo4j/statements/resolve.ts';
import { statements } from '../../graph/store/neo4j/statements/statements.ts';
import { takeOver } from '../../graph/store/neo4j/statements/take-over.ts';
import { writerState } from '../../graph/store/neo4j/statements/writer-state.ts';
import { describeNeo4j } from './describe-neo4j.ts';
import type { Neo4jGround } from './describe-neo4j.ts';

// Statements whose time must not grow with the graph. Those that read all of it (digest, drop, contains) are not here.
const seeking = {
  ...{ addAttributes, addEdges, addNodes, closeStatements, closed, edges, expandIn, expandOut },
  ...{ findByKind, findByMaterial, findEqual, findPrefix, history, historyEnd, hydrate, lockForWriting },
  ...{ moveWatermark, opened, pageEnd, reachIn, reachOut, readState, resolve, statements, takeOver, writerState },
};
const scans = /Scan$|AllNodes|ByType/;
// An index read in its order is bounded by its range, or by a limit: not by the graph.
const ordered = /^(Node(Unique)?IndexSeek|NodeIndexScan)/;

for (const line of ['5.26', '2026'] as const)
  describeNeo4j(
    'The plan of a statement',
    (ground: () => Neo4jGround) => {
      const plan = async (statement: string): Promise<readonly PlanOperator[]> => {
        const { driver, place } = ground();
        const { summary } = await driver.executeQuery(`EXPLAIN ${statement}`, {}, { database: place.database });
        if (summary.plan === false) throw new Error('The server gave no plan.');
        return operatorsOf(summary.plan);
      };

      beforeAll(async () => {
        const store = openNeo4jGraph(ground().place);
        // Makes constraints and indexes; some of these are filled in the background.
        await store.position();
        await store.close();
        await ground().driver.executeQuery('CALL db.awaitIndexes(60)', {}, { database: ground().place.database });
      });

      test.each(Object.entries(seeking))('%s begins at an index and looks through nothing', async (_, statement) => {
        const operators = await plan(statement);
        const names = operators.map(({ name }) => name);
        expect(names.filter((name) => scans.test(name) && !ordered.test(name))).toEqual([]);
        expect(names.some((name) => ordered.test(name))).toBe(true);
      });

      test('adding statements reads nothing', async () => {
        const names = (await plan(addStatements)).map(({ name }) => name);
        expect(names.filter((name) => scans.test(name) || ordered.test(name))).toEqual([]);
      });

      test('a walk within the server is a pruned breadth-first expansion over the kinds of flow alone, and meets no edge twice', async () => {
        for (const statement of [reachOut, reachIn]) {
          const operators = await plan(statement);
          const walks = operators.filter(({ name }) => name.startsWith('VarLengthExpand'));
          expect(new Set(walks.map(({ name }) => name))).toEqual(new Set(['VarLengthExpand(Pruning,BFS,All)']));
          const ofFlow = walks.filter(({ details }) => details.includes(':CONSUMED_BY|PRODUCED|'));
          expect(ofFlow).toHaveLength(1);
          // Backward also along what a thing was packed in, and along nothing else.
          const others = walks.filter((walk) => !ofFlow.includes(walk));
          for (const { details } of others) expect(details).toMatch(/\[[^:]*:PACKED_IN\*/);
          expect(operators.filter(({ details }) => /EXECUTED_ON|FOR_ORDER/.test(details))).toEqual([]);
        }
      });

      test('a level is expanded by the kinds of flow alone: a machine with 10⁶ joins is not looked through', async () => {
        for (const statement of [expandOut, expandIn]) {
          const expanding = (await plan(statement)).filter(({ name }) => name.startsWith('Expand'));
          expect(expanding).toHaveLength(1);
          expect(expanding[0]!.details).toContain(':CONSUMED_BY|PRODUCED|');
          expect(expanding[0]!.details).not.toContain('EXECUTED_ON');
        }
      });

      test.each(Object.entries(closeEdges))('a %s is ended by the index of its kind', async (_, statement) => {
        const names = (await plan(statement)).map(({ name }) => name);
        expect(names.filter((name) => name.startsWith('DirectedRelationshipUniqueIndexSeek'))).toHaveLength(1);
        expect(names.filter((name) => scans.test(name) || name.startsWith('Expand'))).toEqual([]);
      });
    },
    line,
  );
