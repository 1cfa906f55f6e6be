import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

const header = 'x-request-id';

/** Digits alone, or digits and a final X, could be a person's phone or certificate number. */
const usable = /^(?!\d+[Xx]?$)[\w.-]{1,64}$/;

/** The request's own id if it is fit for a log, otherwise a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[header];
  const id = typeof given === 'string' ? given : randomUUID();
  // A new UUID is tested too: the test flattens its string, which would otherwise stay in many pieces as long as a
  // socket.
  return usable.test(id) ? id : randomUUID();
}

/** Makes every answer of a server name the id of its request. */
export function sendRequestIds(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header(header, request.id);
    done();
  });
}
