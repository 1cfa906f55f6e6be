import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Forwards requests and sockets to another server of this machine, so that the browser needs only one address. */
export interface PassedOn {
  request(incoming: IncomingMessage, response: ServerResponse): void;
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the sockets. */
  close(): void;
}

export function passOnTo(target: string): PassedOn {
  const { hostname, port } = new URL(target);
  const open = new Set<Duplex>();
  return {
    request(incoming, response) {
      const { method, url, headers } = incoming;
      const outgoing = request({ hostname, port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on('error', () => {
        if (!response.headersSent) response.writeHead(502);
        response.end();
      });
      response.on('close', () => outgoing.destroy());
      incoming.pipe(outgoing);
    },
    upgrade(incoming, socket, head) {
      const upstream: Socket = connect(Number(port), hostname);
      for (const [one, other] of [
        [socket, upstream],
        [upstream, socket],
      ] as const) {
        open.add(one);
        one.on('error', () => one.destroy());
        one.on('close', () => {
          open.delete(one);
          other.destroy();
        });
      }
      upstream.write(handshakeOf(incoming));
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

/** The request as it came: Node has already read it off the socket. */
function handshakeOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) lines.push(`${rawHeaders[n]}: ${rawHeaders[n + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
