import { isIPv4 } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses requests for hosts that are not this machine: a web page could have a name of its own resolve to it (DNS
 * rebinding) and play every provider. A sandbox that listens beyond loopback was opened to others on purpose.
 */
export function checkHosts(server: FastifyInstance, listening: string, publicUrl: string | undefined): void {
  if (!isLoopback(listening)) return;
  const own = publicUrl === undefined ? null : URL.parse(publicUrl)?.hostname;
  server.addHook('onRequest', (request, reply, done) => {
    const name = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(request.headers.host ?? '')?.[1];
    if (name !== undefined && (isLoopback(name) || name.toLowerCase() === own)) return done();
    reply.code(421).header('connection', 'close').send({ error: 'Host not served here.' });
  });
}

function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  const isNumber = isIPv4(name) && name.startsWith('127.');
  return isNumber || name === 'localhost' || name === '::1' || name === '[::1]';
}
