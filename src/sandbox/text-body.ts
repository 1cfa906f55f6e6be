import type { FastifyInstance } from 'fastify';

/** Accepts every body as text: a provider answers a broken one with its own error, not with fastify's. */
export function acceptAnyText(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

/** Undefined if the body is missing or is not JSON. */
export function parseJsonText(body: unknown): unknown {
  if (typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
