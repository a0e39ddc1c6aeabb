import { env } from 'node:process';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import { describeNeo4j } from '../neo4j/describe-neo4j.ts';
import { graphStoreConformance } from './graph-store.ts';

const graphs = Number(env['WHENCE_NEO4J_GRAPHS'] ?? 5);

for (const line of ['5.26', '2026'] as const) {
  describeNeo4j(
    'The contract',
    (ground) => {
      const create = async () => {
        await ground().empty();
        const open = () => Promise.resolve(openNeo4jGraph(ground().place));
        return { open, reopen: open, remove: () => Promise.resolve() };
      };
      graphStoreConformance('The graph in Neo4j', create, graphs);
    },
    line,
  );
}
