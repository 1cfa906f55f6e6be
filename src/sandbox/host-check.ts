import { isIPv4 } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Whether the sandbox answers for a request's Host. */
export type HostCheck = (host: string | undefined) => boolean;

/**
 * Only for hosts that are this machine: a web page could have a name of its own resolve to it (DNS rebinding) and play
 * every provider. A sandbox that listens beyond loopback was opened to others on purpose.
 */
export function hostCheck(listening: string, publicUrl: string | undefined): HostCheck {
  if (!isLoopback(listening)) return () => true;
  const own = publicUrl === undefined ? null : URL.parse(publicUrl)?.hostname;
  return (host) => {
    const name = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1];
    return name !== undefined && (isLoopback(name) || name.toLowerCase() === own);
  };
}

/** Refuses requests for other hosts. */
export function checkHosts(server: FastifyInstance, isOwn: HostCheck): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (isOwn(request.headers.host)) return done();
    refuseHost(reply);
  });
}

export function refuseHost(reply: FastifyReply): FastifyReply {
  return reply.code(421).header('connection', 'close').send({ error: 'Host not served here.' });
}

function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  const isNumber = isIPv4(name) && name.startsWith('127.');
  return isNumber || name === 'localhost' || name === '::1' || name === '[::1]';
}
