import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestErrorCode } from '../../domain/request-errors';
import { type RunningServer, urlOf } from './running-server';
import { bareHeaders } from './security-headers';

const retryAfterSeconds = 5;

const graphQLError = {
  message: 'The service starts, and its database cannot be reached yet. Repeat the request later.',
  extensions: { code: 'SERVICE_STARTING' satisfies RequestErrorCode },
};

/**
 * Answers in place of the service until the database can be reached for the first time: it lives, and is not ready.
 * Pushes are refused, so that their providers repeat them: the key by which an address is known to be ours is in the
 * database.
 */
export async function startWaitingServer(host: string, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?');
    // No body is read.
    request.resume();
    if (path === '/healthz') return send(response, 200, { status: 'ok' });
    response.setHeader('retry-after', retryAfterSeconds);
    response.setHeader('connection', 'close');
    if (path === '/readyz') return send(response, 503, { status: 'database unreachable' });
    if (path === '/graphql') return send(response, 503, { errors: [graphQLError] });
    return send(response, 503, { error: graphQLError.message });
  });
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(
      `HTTP/1.1 503 Service Unavailable\r\nRetry-After: ${retryAfterSeconds}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: urlOf(server.address() as AddressInfo, host),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...bareHeaders, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
