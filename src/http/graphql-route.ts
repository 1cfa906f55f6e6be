import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { createContext, type GraphQLContext } from '../graphql/context';
import { type FaultReporter, toClientResult } from '../graphql/errors';
import { parseFault, subscribeWithFreshContext } from '../graphql/subscribe';
import type { ServiceTools } from '../service/tools';
import { type Callers, credentialsOf } from './callers';

export interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<GraphQLContext>;
  readonly schema: GraphQLSchema;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly report: FaultReporter;
  /** Largest request body in bytes. */
  readonly bodyLimit: number;
}

/** GraphQL over HTTP at /graphql; the same address streams (SSE) for those who accept `text/event-stream`. */
export function registerGraphQL(server: FastifyInstance, options: GraphQLRouteOptions): void {
  const { apollo, schema, tools, callers, report, bodyLimit } = options;
  const contextOf = async (request: FastifyRequest) =>
    createContext(tools, await callers.identify(credentialsOf(request.headers), request.ip));

  const answer = fastifyApolloHandler(apollo, { context: contextOf });
  const stream = createHandler<GraphQLContext>({
    schema,
    // Distinct connections only: one request, one stream; nothing is kept between requests.
    authenticate: () => null,
    context: (request) => contextOf(request.raw),
    onSubscribe(_request, { query }) {
      const fault = parseFault(query);
      // What has no `data` is no result to graphql-sse.
      return fault ? { data: null, errors: [fault] } : undefined;
    },
    execute,
    subscribe: subscribeWithFreshContext,
    onNext: (_context, _request, result) => toClientResult(result as ExecutionResult, report),
  });

  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit,
    handler(request, reply) {
      if (!wantsStream(request)) return answer.call(server, request, reply);
      // graphql-sse knows the type by this one spelling, alone.
      request.headers.accept = eventStream;
      return stream(request, reply);
    },
  });
}

const eventStream = 'text/event-stream';

/** Clients that take streams among much else list them behind JSON: they want one answer, and get it. */
function wantsStream(request: FastifyRequest): boolean {
  const [first = ''] = (request.headers.accept ?? '').split(/[,;]/);
  return first.trim().toLowerCase() === eventStream;
}
