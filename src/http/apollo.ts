import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { GraphQLContext } from '../graphql/context';
import type { Answers } from './answers';
import { CostEstimator } from './cost';
import type { Gate } from './gate';
import type { Observer } from './observer';
import { badRequest } from './operation-request';

export interface ApolloOptions {
  readonly gate: Gate;
  readonly answers: Answers;
  readonly observer: Observer;
  /** Whether a router that asks for it gets a trace in the answer. */
  readonly inlineTrace: boolean;
}

/** Apollo Server without what it would do by itself: tracing into answers, caching hints, a landing page from afar. */
export function createApollo({
  gate,
  answers,
  observer,
  inlineTrace,
}: ApolloOptions): ApolloServer<GraphQLContext> {
  return new ApolloServer<GraphQLContext>({
    schema: gate.schema,
    // Behave the same whatever NODE_ENV says.
    nodeEnv: 'production',
    // The gate's own rules say what may be asked about the schema, here as over the other transports.
    introspection: true,
    parseOptions: gate.parseOptions,
    validationRules: [...gate.rules],
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) =>
      answers.error(error instanceof GraphQLError ? error : wrap(formatted.message, error)),
    plugins: [
      checking(gate),
      answeringPlainJson,
      telling(observer),
      ApolloServerPluginCacheControlDisabled(),
      inlineTrace ? tracing() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

function tracing(): ApolloServerPlugin {
  // Loaded here: a trace is protobuf, which few ask for.
  const { ApolloServerPluginInlineTrace } =
    require('@apollo/server/plugin/inlineTrace') as typeof import('@apollo/server/plugin/inlineTrace');
  return ApolloServerPluginInlineTrace();
}

function checking(gate: Gate): ApolloServerPlugin<GraphQLContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request }) {
          // Which operation is meant cannot be told: execution says so.
          if (!operation) return;
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
            throw badRequest('A subscription needs a WebSocket, or Accept: text/event-stream.');
          }
          const cost = new CostEstimator(gate.schema, document, operation);
          const fault = gate.check(cost, request.variables ?? {});
          if (fault) throw fault;
        },
      };
    },
  };
}

function telling(observer: Observer): ApolloServerPlugin<GraphQLContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation }) {
          if (!operation) return;
          observer.admitted({ operation: operation.operation, name: operation.name?.value ?? null });
        },
        async willSendResponse({ response }) {
          if (response.body.kind === 'single') observer.answered(response.body.singleResult);
        },
      };
    },
  };
}

/** What is wrong with a document or its variables, by the code of the answer's first error. */
const documentFaults: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/**
 * Who accepts application/json and not application/graphql-response+json cannot tell a GraphQL answer with a status of
 * 400 from one of a proxy: for them a well-formed request has 200, whatever its document is worth (GraphQL over HTTP,
 * 6.4.1). Where neither is named, the status keeps telling.
 */
const answeringPlainJson: ApolloServerPlugin<GraphQLContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        if (response.body.kind !== 'single' || response.http.status !== 400) return;
        const { errors } = response.body.singleResult;
        const accepted = request.http?.headers.get('accept') ?? '';
        if (acceptsPlainJsonOnly(accepted) && documentFaults.has(errors?.[0]?.extensions?.['code'])) {
          response.http.status = 200;
        }
      },
    };
  },
};

function acceptsPlainJsonOnly(accepted: string): boolean {
  const types = accepted
    .toLowerCase()
    .split(',')
    .map((type) => type.split(';', 1)[0]?.trim());
  return types.includes('application/json') && !types.includes('application/graphql-response+json');
}

function wrap(message: string, error: unknown): GraphQLError {
  const cause = unwrapResolverError(error);
  return new GraphQLError(message, { originalError: cause instanceof Error ? cause : new Error(message) });
}
