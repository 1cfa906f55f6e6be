import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { createContext, type GraphQLContext } from '../graphql/context';
import { type FaultReporter, toClientResult } from '../graphql/errors';
import { subscribeWithFreshContext } from '../graphql/subscribe';
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
    execute,
    subscribe: subscribeWithFreshContext,
    onNext: (_context, _request, result) => toClientResult(result as ExecutionResult, report),
  });

  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit,
    handler(request, reply) {
      return accepts(request, 'text/event-stream')
        ? stream(request, reply)
        : answer.call(server, request, reply);
    },
  });
}

function accepts(request: FastifyRequest, type: string): boolean {
  return request.headers.accept?.toLowerCase().includes(type) ?? false;
}
