import type { FastifyInstance } from 'fastify';

/** Takes every body as text: a provider answers a broken one in its own words, fastify's parsers in theirs. */
export function acceptAnyText(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

/** Undefined where the body is absent or not JSON. */
export function parseJsonText(body: unknown): unknown {
  if (typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
