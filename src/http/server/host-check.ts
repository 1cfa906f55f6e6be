import type { FastifyInstance } from 'fastify';
import { isLoopbackHost } from '../../domain/input/address-check';

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
    reply.code(421).header('connection', 'close').send({ error: wrongHost });
  });
}

const wrongHost =
  'Host not served here: with AUTH_MODE=dev only 127.0.0.1, localhost, [::1] and the host of PUBLIC_URL are.';
