import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ipAddress } from '../../domain/input/ip-address';
import type { ClientAddresses } from './client-addresses';
import type { Slots } from './slots';

/**
 * Refuses connections beyond the limit of their address before anything is read from them. The address is the peer's:
 * the header in which a proxy names its client has not been read yet.
 */
export function limitConnections(server: Server, addresses: ClientAddresses, connections: Slots): void {
  const accepting = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const release = connections.take(addresses.countable(ipAddress(socket.remoteAddress ?? '') ?? ''));
    if (!release) return refuse(socket, connections.limit);
    socket.once('close', release);
    for (const accept of accepting) accept.call(server, socket);
  });
}

function refuse(socket: Socket, limit: number): void {
  const body = JSON.stringify({ error: tooManyOf(limit) });
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  socket.destroySoon();
}

export function tooManyOf(limit: number): string {
  return `Connection limit reached: at most ${limit} open connections from one address (CONNECTIONS_PER_ADDRESS).`;
}
