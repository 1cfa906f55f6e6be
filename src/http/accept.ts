import type { FastifyRequest } from 'fastify';

const singleAnswers: readonly (string | undefined)[] = [
  'application/json',
  'application/graphql-response+json',
  'application/*',
  '*/*',
];

/**
 * Whether a request wants a stream. Who lists streams among much else, behind JSON, wants one answer, and gets it. Types
 * that we have not got do not count: Hive Router asks for multipart/mixed first, and takes text/event-stream.
 */
export function wantsStream(request: FastifyRequest): boolean {
  const accept = request.headers.accept?.toLowerCase();
  if (!accept?.includes('text/event-stream')) return false;
  const types = accept.split(',').map((type) => type.split(';', 1)[0]?.trim());
  const stream = types.indexOf('text/event-stream');
  const single = types.findIndex((type) => singleAnswers.includes(type));
  return stream !== -1 && (single === -1 || stream < single);
}
