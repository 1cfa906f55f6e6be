import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackHost } from '../../domain/input/address-check';
import { bareHeaders } from './security-headers';

/** Addresses, besides loopback ones, whose hosts may be asked for; null: a request may name any host. */
export type OwnAddresses = (() => readonly string[]) | null;

/**
 * Whether a request may name this host. In development every request is believed, so a web page must not reach the
 * service under its own name, which its owner makes resolve to this machine (DNS rebinding): a browser sends that name
 * as Host, and a page cannot change it.
 */
export function isHostAllowed(host: string | undefined, own: OwnAddresses): boolean {
  if (own === null) return true;
  // Anything but a name or an address, with a port or without, is refused: parsers differ about it.
  const name = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return isLoopbackHost(name) || own().some((address) => URL.parse(address)?.hostname === name);
}

/** Refuses requests for other hosts, before anything else is done for them. */
export function checkHosts(server: FastifyInstance, own: OwnAddresses): void {
  if (own === null) return;
  server.addHook('onRequest', (request, reply, done) => {
    if (isHostAllowed(request.headers.host, own)) return done();
    refuseHost(reply);
  });
}

/** The answer to an address that cannot be decoded, which Fastify gives before any hook; its own repeats the address. */
export function answerUnreadable(own: OwnAddresses) {
  return (_error: unknown, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply => {
    reply.headers(bareHeaders);
    return isHostAllowed(headers.host, own)
      ? reply.code(400).send({ error: 'The address cannot be read.' })
      : refuseHost(reply);
  };
}

function refuseHost(reply: FastifyReply): FastifyReply {
  return reply.code(421).header('connection', 'close').send({ error: wrongHost });
}

const wrongHost =
  'Host not served here: with AUTH_MODE=dev only 127.0.0.1, localhost, [::1] and the host of PUBLIC_URL are.';
