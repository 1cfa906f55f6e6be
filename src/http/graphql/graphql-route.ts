import type { FastifyError, FastifyInstance, FastifyRequest, onSendHookHandler } from 'fastify';
import { requestError } from '../../graphql/request-error';
import { ServiceError } from '../../service/errors';
import { compressAnswer } from '../server/compression';
import type { Cors } from '../server/cors';
import type { Observer } from '../server/observer';
import { decodeBody } from '../server/request-decoding';
import { BodyRefused, type UnverifiedBodies } from '../server/unverified-bodies';
import { acceptedStreamIn, answerFormFor, isStream, type StreamForm, wantsPage } from './accept';
import { answerOnce, type HttpAnswerOptions } from './http-answer';
import { badRequest } from './operation-request';
import { readRequest } from './read-request';
import type { RouterCallbacks } from './router-callback';
import { answerAsStream, type StreamAnswerOptions } from './stream-answer';

export interface GraphQLRouteOptions extends HttpAnswerOptions, StreamAnswerOptions {
  readonly callbacks: RouterCallbacks;
  readonly observer: Observer;
  readonly cors: Cors;
  /** The page for a browser that opens the address itself; null if there is none. */
  readonly page: string | null;
  /** Largest request body of a caller, in bytes. */
  readonly bodyLimit: number;
  readonly bodies: UnverifiedBodies;
}

/**
 * GraphQL over HTTP at /graphql; the same address streams (SSE) to clients that accept `text/event-stream`, and posts
 * events to routers that ask for it.
 */
export function registerGraphQL(server: FastifyInstance, options: GraphQLRouteOptions): void {
  const { formatter, requestCallers, callbacks, observer, cors, page, bodyLimit, bodies } = options;

  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit,
    // Before the body is read.
    async onRequest(request, reply) {
      cors.allowReading(request, reply);
      const caller = await requestCallers.of(request);
      if (caller) bodies.believe(request.raw);
    },
    handler(request, reply) {
      if (page !== null && request.method === 'GET' && wantsPage(request.headers.accept)) {
        return reply.redirect(page, 303);
      }
      const wish = callbacks.wishOf(request);
      if (wish) {
        return observer.request(request, 'callback', () => callbacks.answer(request, reply, wish));
      }
      const stream = streamFor(request, options);
      if (stream) {
        return observer.request(request, 'sse', () => answerAsStream(request, reply, stream, options));
      }
      return observer.request(request, 'http', () => answerOnce(request, reply, options));
    },
    preParsing: [decodeBody, bodies.countDecoded],
    onSend: [neverCached, compressAnswer],
    // A request that is refused before the runner sees it, such as one that is too large, is answered in GraphQL's
    // form.
    errorHandler(error: FastifyError, _request, reply) {
      if (error instanceof ServiceError && error.code === 'AUTH_UNAVAILABLE') {
        reply.header('retry-after', retryAfterSeconds);
        return reply.code(503).send({ errors: [formatter.error(error)] });
      }
      const status = error.statusCode ?? 500;
      if (error instanceof BodyRefused) {
        const refused = requestError(error.code, error.message);
        return reply.code(status).send({ errors: [formatter.error(refused)] });
      }
      const code = status === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST';
      const message = error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' ? notJson : error.message;
      const told = status < 500 ? requestError(code, message) : error;
      return reply.code(status).send({ errors: [formatter.error(told)] });
    },
  });

  server.route({
    method: ['DELETE', 'OPTIONS', 'PATCH', 'PUT'],
    url: '/graphql',
    // Answered before the body is read, which nothing needs. A preflight is refused unless its origin is listed.
    async onRequest(request, reply) {
      cors.allowReading(request, reply);
      if (cors.answerPreflight(request, reply)) return reply;
      reply.header('allow', 'GET, POST');
      return reply
        .code(405)
        .send({ errors: [formatter.error(badRequest('GraphQL needs GET or POST.', 405))] });
    },
    handler: (_request, reply) => reply,
  });
}

/** The stream in which the answer is written; null if it is one JSON text, which a subscription never is. */
function streamFor(request: FastifyRequest, { runner }: GraphQLRouteOptions): StreamForm | null {
  const { accept } = request.headers;
  const preferred = answerFormFor(accept);
  if (isStream(preferred)) return preferred;
  const accepted = acceptedStreamIn(accept);
  return accepted && runner.isSubscription(readRequest(request)) ? accepted : null;
}

/** Fastify's own text would be wrong for a body that is JSON and has a property named __proto__. */
const notJson = 'The body must be JSON, without a property named __proto__.';

/** No cache on the way may keep an answer. */
const neverCached: onSendHookHandler = (_request, reply, payload, done) => {
  reply.header('cache-control', 'no-store');
  done(null, payload);
};

/** Longer than the two seconds between two attempts to read the issuer's keys. */
const retryAfterSeconds = 5;
