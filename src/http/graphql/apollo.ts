import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type DocumentNode, GraphQLError, type GraphQLSchema, print } from 'graphql';
import type { GraphQLContext } from '../../graphql/context';
import type { Observer } from '../server/observer';
import { statusFor } from './answer-status';
import type { ErrorFormatter } from './error-formatter';
import type { Declined } from './run-operation';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly formatter: ErrorFormatter;
  readonly observer: Observer;
  /** Whether a router that asks for it gets a trace in the answer. */
  readonly inlineTrace: boolean;
  /** Whether every operation over plain HTTP runs in Apollo's pipeline. */
  readonly always: boolean;
}

export interface ApolloAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Apollo Server after the runner: it gets only operations that the gate has admitted, with their parsed and validated
 * documents, and neither parses nor validates anything itself.
 */
export interface ApolloPipeline {
  /** Whether an HTTP request with these headers asks for what only Apollo does: a trace of every field. */
  isNeededFor(headers: IncomingHttpHeaders): boolean;
  answer(headers: IncomingHttpHeaders, operation: Declined): Promise<ApolloAnswer>;
  stop(): Promise<void>;
}

export async function startApollo(options: ApolloOptions): Promise<ApolloPipeline> {
  const { inlineTrace, always } = options;
  const parsed = new AsyncLocalStorage<DocumentNode>();
  const apollo = createApollo(options, parsed);
  await apollo.start();
  return {
    isNeededFor: (headers) =>
      always || (inlineTrace && headers['apollo-federation-include-trace'] === 'ftv1'),
    async answer(headers, { operation, contextValue }) {
      const { document, operationName, variableValues } = operation;
      const {
        status,
        headers: answered,
        body,
      } = await parsed.run(document, () =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: 'POST',
            headers: headersFor(headers),
            search: '',
            body: {
              query: document.loc?.source.body ?? print(document),
              operationName,
              variables: variableValues,
            },
          },
          context: async () => contextValue,
        }),
      );
      if (body.kind !== 'complete') throw new Error('Apollo answers in pieces, which no operation asks for.');
      return { status: status ?? 200, headers: Object.fromEntries(answered), body: body.string };
    },
    stop: () => apollo.stop(),
  };
}

/** Apollo Server without its own additions: caching hints, reports, a landing page from a CDN. */
function createApollo(
  { schema, formatter, observer, inlineTrace }: ApolloOptions,
  parsed: AsyncLocalStorage<DocumentNode>,
): ApolloServer<GraphQLContext> {
  return new ApolloServer<GraphQLContext>({
    schema,
    // Behave the same whatever NODE_ENV says.
    nodeEnv: 'production',
    // The gate decides about introspection, for every transport.
    introspection: true,
    // Apollo takes a document from here instead of parsing and validating the text.
    documentStore: {
      get: async () => parsed.getStore(),
      set: async () => {},
      delete: async () => true,
    },
    // The runner resolves persisted queries, for every transport.
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) =>
      formatter.error(error instanceof GraphQLError ? error : wrap(formatted.message, error)),
    plugins: [
      answering(observer),
      ApolloServerPluginCacheControlDisabled(),
      inlineTrace ? tracing() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

function tracing(): ApolloServerPlugin {
  // Loaded only here: the plugin needs protobuf, and few deployments use traces.
  const { ApolloServerPluginInlineTrace } =
    require('@apollo/server/plugin/inlineTrace') as typeof import('@apollo/server/plugin/inlineTrace');
  return ApolloServerPluginInlineTrace();
}

function answering(observer: Observer): ApolloServerPlugin<GraphQLContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          observer.answered(singleResult);
          const accept = request.http?.headers.get('accept');
          response.http.status = statusFor(response.http.status ?? 200, singleResult.errors ?? [], accept);
        },
      };
    },
  };
}

/** The content type is JSON here, whatever it was when the operation arrived. */
function headersFor(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, String(value));
  }
  map.set('content-type', 'application/json');
  return map;
}

function wrap(message: string, error: unknown): GraphQLError {
  const cause = unwrapResolverError(error);
  return new GraphQLError(message, { originalError: cause instanceof Error ? cause : new Error(message) });
}
