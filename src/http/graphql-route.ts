import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { createContext, type GraphQLContext } from '../graphql/context';
import { wantsStream } from './accept';
import { credentialsOf } from './callers';
import { answerAsStream, type EventStreamOptions } from './event-stream';
import { badRequest, fromSearch, isRecord, toOperationRequest } from './operation-request';
import { answerQuickly } from './quick-answer';
import type { RouterCallbacks } from './router-callback';
import type { TrustedDocuments } from './trusted-documents';

export interface GraphQLRouteOptions extends EventStreamOptions {
  readonly apollo: ApolloServer<GraphQLContext>;
  readonly callbacks: RouterCallbacks;
  /** Largest request body in bytes. */
  readonly bodyLimit: number;
  /** Whether the plain case is answered without Apollo's pipeline. */
  readonly quick: boolean;
}

/**
 * GraphQL over HTTP at /graphql; the same address streams (SSE) for those who accept `text/event-stream`, and posts
 * events to routers that ask for it.
 */
export function registerGraphQL(server: FastifyInstance, options: GraphQLRouteOptions): void {
  const { apollo, gate, answers, tools, callers, callbacks, observer, bodyLimit } = options;
  const answer = fastifyApolloHandler(apollo, {
    context: async (request) =>
      createContext(tools, await callers.identify(credentialsOf(request.headers), request.ip)),
  });

  const answerOnce = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const quick = options.quick ? await answerQuickly(request, options) : null;
    if (quick) return reply.header('content-type', quick.contentType).send(quick.body);
    const refusal = gate.trusted && takeTrusted(request, gate.trusted);
    if (refusal) return reply.code(400).send({ errors: [answers.error(refusal)] });
    return answer.call(server, request, reply);
  };

  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit,
    handler(request, reply) {
      const wish = callbacks.wishOf(request);
      if (wish) return observer.request(request, 'callback', () => callbacks.answer(request, reply, wish));
      if (wantsStream(request)) {
        return observer.request(request, 'sse', () => answerAsStream(request, reply, options));
      }
      return observer.request(request, 'http', () => answerOnce(request, reply));
    },
    // Whatever Apollo says: no answer is to be kept on its way.
    onSend(_request, reply, payload, done) {
      reply.header('cache-control', 'no-store');
      done(null, payload);
    },
    // What is refused before Apollo sees it, such as a body that is too large, is told in GraphQL's form too.
    errorHandler(error: FastifyError, _request, reply) {
      const status = error.statusCode ?? 500;
      const code = status === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST';
      const told = status < 500 ? new GraphQLError(error.message, { extensions: { code } }) : error;
      return reply.code(status).send({ errors: [answers.error(told)] });
    },
  });

  server.route({
    method: ['DELETE', 'OPTIONS', 'PATCH', 'PUT'],
    url: '/graphql',
    // Before the body is read: it would be for nothing. A browser's question whether another page may ask is denied.
    async onRequest(_request, reply) {
      reply.header('allow', 'GET, POST');
      return reply.code(405).send({ errors: [answers.error(badRequest('GraphQL needs GET or POST.', 405))] });
    },
    handler: (_request, reply) => reply,
  });
}

/** Puts the text of a trusted document into a request before Apollo reads it; gives the error where it is none. */
function takeTrusted(request: FastifyRequest, trusted: TrustedDocuments): GraphQLError | null {
  const isGet = request.method === 'GET';
  const parameters = isGet ? request.query : request.body;
  // Apollo refuses what is no object, and says why.
  if (!isRecord(parameters)) return null;
  const asked = isGet ? fromSearch(parameters) : toOperationRequest(parameters);
  if (asked instanceof GraphQLError) return asked;
  const text = trusted.textOf(asked);
  if (typeof text !== 'string') return text;
  const { documentId: _id, extensions: _hash, ...rest } = parameters;
  if (isGet) {
    request.raw.url = `/graphql?${new URLSearchParams({ ...textsOf(rest), query: text })}`;
  } else {
    request.body = { ...rest, query: text };
  }
  return null;
}

function textsOf(search: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
