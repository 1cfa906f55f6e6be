import type { FastifyRequest } from 'fastify';

/** Whether a request wants a stream. Who lists streams among much else, behind JSON, wants one answer, and gets it. */
export function wantsStream(request: FastifyRequest): boolean {
  const [first = ''] = (request.headers.accept ?? '').split(/[,;]/);
  return first.trim().toLowerCase() === 'text/event-stream';
}
