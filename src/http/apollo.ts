import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { GraphQLContext } from '../graphql/context';
import { type FaultReporter, toClientError } from '../graphql/errors';

/** Apollo Server without what it would do by itself: tracing into answers, caching hints, a landing page from afar. */
export function createApollo(
  schema: GraphQLSchema,
  options: { readonly introspection: boolean; readonly report: FaultReporter },
): ApolloServer<GraphQLContext> {
  return new ApolloServer<GraphQLContext>({
    schema,
    // Behave the same whatever NODE_ENV says.
    nodeEnv: 'production',
    introspection: options.introspection,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    formatError: (formatted, error) =>
      toClientError(error instanceof GraphQLError ? error : wrap(formatted.message, error), options.report),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

function wrap(message: string, error: unknown): GraphQLError {
  const cause = unwrapResolverError(error);
  return new GraphQLError(message, { originalError: cause instanceof Error ? cause : new Error(message) });
}
