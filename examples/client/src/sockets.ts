import { type Client, createClient } from 'graphql-ws';
import type { Endpoint } from './ask.ts';

export interface SocketSettings {
  /** After so long without a message a ping is sent, in milliseconds. */
  readonly pingAfterMs: number;
  /** A ping that is not answered for so long means that the connection is dead, in milliseconds. */
  readonly pongWithinMs: number;
  /** For environments without a WebSocket of their own. */
  readonly webSocketImpl?: unknown;
}

export const usualSockets: SocketSettings = { pingAfterMs: 10_000, pongWithinMs: 5_000 };

/**
 * A graphql-ws client: the first subscription opens a socket, the last one closes it. It does not retry by itself,
 * because it would ask for the same `sinceVersion` again; `follow` does, and knows better.
 */
export function openSockets({ url, headers }: Endpoint, settings: SocketSettings = usualSockets): Client {
  const { pingAfterMs, pongWithinMs, webSocketImpl } = settings;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    // A browser sends no headers with a WebSocket: they travel in the first message.
    connectionParams: headers,
    retryAttempts: 0,
    connectionAckWaitTimeout: pongWithinMs,
    keepAlive: pingAfterMs,
    ...(webSocketImpl !== undefined && { webSocketImpl }),
    on: {
      // A laptop that slept and a network that changed close no socket: only silence tells.
      ping(received) {
        if (!received) deadline = setTimeout(() => client.terminate(), pongWithinMs);
      },
      pong(received) {
        if (received) clearTimeout(deadline);
      },
      closed: () => clearTimeout(deadline),
    },
  });
  return client;
}
