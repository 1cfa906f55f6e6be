import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

const header = 'x-request-id';

/** Digits alone, or with an X behind them, could be somebody's phone or certificate. */
const usable = /^(?!\d+[Xx]?$)[\w.-]{1,64}$/;

/** The id that the request came with, where it is fit for a log; else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[header];
  const id = typeof given === 'string' ? given : randomUUID();
  // Ours is looked at too: that joins the many pieces a new UUID is in, which sockets would keep for hours.
  return usable.test(id) ? id : randomUUID();
}

/** Has every answer of a server say which id its request has. */
export function sendRequestIds(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header(header, request.id);
    done();
  });
}
