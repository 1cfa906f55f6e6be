import type { FastifyReply, FastifyRequest } from 'fastify';

const methods = 'GET, POST';

/** Request headers that clients of GraphQL send, and those that say who sends a request. */
const requestHeaders = [
  'accept',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'authorization',
  'content-encoding',
  'content-type',
  'last-event-id',
  'traceparent',
  'tracestate',
  'x-apollo-operation-name',
  'x-dev-guid',
  'x-dev-scopes',
  'x-request-id',
  'x-ucenter-access-token',
].join(', ');

const readableHeaders = 'retry-after, x-request-id';

/** How long a browser may remember a preflight, in seconds; Chrome's maximum. */
const maxAgeSeconds = 7200;

/**
 * Cross-origin requests of browsers, for pages of the listed origins. Credentials are not allowed: no cookie is read
 * here, and a token travels in a header that the page sets.
 */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#origins = new Set(origins);
  }

  /** Lets the page read the answer, whatever it will be. */
  allowReading({ headers }: FastifyRequest, reply: FastifyReply): void {
    if (this.#origins.size === 0) return;
    reply.header('vary', 'origin');
    const { origin } = headers;
    if (origin === undefined || !this.#origins.has(origin)) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', readableHeaders);
  }

  /** Answers a preflight of such a page; false for everything else. */
  answerPreflight({ method, headers }: FastifyRequest, reply: FastifyReply): boolean {
    const { origin } = headers;
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    if (!isPreflight || origin === undefined || !this.#origins.has(origin)) return false;
    reply.headers({
      'access-control-allow-methods': methods,
      'access-control-allow-headers': requestHeaders,
      'access-control-max-age': maxAgeSeconds,
    });
    reply.code(204).send();
    return true;
  }
}
