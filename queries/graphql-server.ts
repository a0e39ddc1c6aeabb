import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginSchemaReportingDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { MaxIntrospectionDepthRule } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { QueryContext } from './context.ts';
import { createErrorFormat } from './errors.ts';
import type { Incident } from './errors.ts';
import { checkLimits } from './limits/check-limits.ts';
import { limits } from './limits/cost-table.ts';

/** What a request was, once it is answered: names of root fields are the schema's, never a caller's. */
export interface RequestSeen {
  readonly fields: readonly string[];
  readonly cost: number;
  readonly errors: readonly string[];
  /** One for each trace that was asked: `complete`, `truncated`, `gapped`, or the type of the problem. */
  readonly answers: readonly string[];
}

export interface GraphqlPorts {
  readonly nextIncident: () => string;
  readonly report: (incident: Incident) => void;
  /** Called when a request is answered, with the seconds it took. */
  readonly seen: (request: RequestSeen, seconds: number) => void;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
}

/** The GraphQL server, not yet started and without a place to listen. */
export function createGraphqlServer(schema: GraphQLSchema, ports: GraphqlPorts): ApolloServer<QueryContext> {
  return new ApolloServer<QueryContext>({
    schema,
    // Set one by one, and not left to NODE_ENV.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    parseOptions: { maxLexicalTokens: limits.tokens },
    validationRules: [MaxIntrospectionDepthRule],
    formatError: createErrorFormat(ports.nextIncident, ports.report),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      limitsBeforeExecution(ports),
    ],
  });
}

// Thrown in didResolveOperation it is a 400; in didResolveSource it would be a 500.
function limitsBeforeExecution({ seen, now }: GraphqlPorts): ApolloServerPlugin<QueryContext> {
  return {
    requestDidStart() {
      const start = now();
      let cost = 0;
      return Promise.resolve({
        didResolveOperation({ schema, document, operation, request }) {
          if (operation) cost = checkLimits({ schema, document, operation, variables: request.variables ?? {} });
          return Promise.resolve();
        },
        willSendResponse(request) {
          seen({ ...seenOf(request), cost }, (now() - start) / 1000);
          return Promise.resolve();
        },
      });
    },
  };
}

function seenOf({
  response: { body },
  schema,
  contextValue,
}: GraphQLRequestContextWillSendResponse<QueryContext>): Omit<RequestSeen, 'cost'> {
  if (body.kind !== 'single') return { fields: [], errors: [], answers: [] };
  const { data, errors = [] } = body.singleResult;
  const known = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
  return {
    fields: Object.keys(data ?? {}).filter((name) => name in known),
    errors: errors.map(({ extensions }) => String(extensions?.['code'])),
    answers: contextValue.answers,
  };
}
