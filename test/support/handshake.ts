import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

/** Asks for a WebSocket as a browser does, from a page of that origin, and returns the status of the answer. */
export async function handshakeStatus(
  appUrl: string,
  { path = '/graphql', origin }: { readonly path?: string; readonly origin?: string } = {},
): Promise<number | undefined> {
  const asked = request(`${appUrl}${path}`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16, 1).toString('base64'),
      'sec-websocket-protocol': 'graphql-transport-ws',
      ...(origin !== undefined && { origin }),
    },
  });
  asked.end();
  const [answer] = (await Promise.race([once(asked, 'upgrade'), once(asked, 'response')])) as [
    IncomingMessage,
  ];
  answer.socket.destroy();
  return answer.statusCode;
}
