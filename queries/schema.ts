import 'reflect-metadata';
import { GraphQLInputObjectType, lexicographicSortSchema, printSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { ActMutations } from './resolvers/acts.resolver.ts';
import { CompletenessGaps, StopFrontier } from './resolvers/completeness.resolver.ts';
import { LedgerQueries } from './resolvers/ledger.resolver.ts';
import { NamingQueries } from './resolvers/naming.resolver.ts';
import { ThingQueries } from './resolvers/thing.resolver.ts';
import { TraceViews } from './resolvers/trace-views.resolver.ts';
import { TraceQueries } from './resolvers/trace.resolver.ts';
import { WhyInEvidence } from './resolvers/why-in.resolver.ts';

/** Inputs of which exactly one field is given. type-graphql cannot say it, so it is set on the built schema. */
const oneOfInputs = ['ThingRef', 'StartIn'];

export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      ActMutations,
      CompletenessGaps,
      LedgerQueries,
      NamingQueries,
      StopFrontier,
      ThingQueries,
      TraceQueries,
      TraceViews,
      WhyInEvidence,
    ],
    validate: false,
  });
  for (const name of oneOfInputs) {
    const input = schema.getType(name);
    if (input instanceof GraphQLInputObjectType) input.isOneOf = true;
  }
  return schema;
}

/** As `queries/schema.graphql` holds it. */
export function printedSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
