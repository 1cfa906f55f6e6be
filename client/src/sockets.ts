import { createClient } from 'graphql-ws/client';
import type { Answer } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import type { Transport } from './transport.ts';

export interface SocketSettings {
  /** A ping is sent after this many milliseconds without a message. Default 10,000. */
  readonly pingAfterMs?: number;
  /** A ping without an answer for this many milliseconds means that the connection is dead. Default 5,000. */
  readonly pongWithinMs?: number;
  /** For environments without a built-in WebSocket. */
  readonly webSocketImpl?: unknown;
}

/**
 * Subscriptions over one WebSocket (graphql-transport-ws): the first opens it, the end of the last closes it. It does
 * not retry itself, because it would repeat the same `sinceVersion`; `follow` retries from the last version seen.
 */
export function openSockets(endpoint: Endpoint, settings: SocketSettings = {}): Transport {
  const { pingAfterMs = 10_000, pongWithinMs = 5_000, webSocketImpl } = settings;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: endpoint.url.replace(/^http/, 'ws'),
    // A browser sends no headers with a WebSocket: they travel in the first message.
    connectionParams: () => endpoint.headers?.() ?? {},
    retryAttempts: 0,
    connectionAckWaitTimeout: pongWithinMs,
    keepAlive: pingAfterMs,
    ...(webSocketImpl !== undefined && { webSocketImpl }),
    on: {
      // A sleeping laptop or a changed network closes no socket: only a missing answer reveals it.
      ping(received) {
        if (!received) deadline = setTimeout(() => client.terminate(), pongWithinMs);
      },
      pong(received) {
        if (received) clearTimeout(deadline);
      },
      closed: () => clearTimeout(deadline),
    },
  });
  return {
    async *results<Data>(query: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal) {
      const results = client.iterate({ query, variables: { ...variables } });
      const stop = () => void results.return?.();
      signal.addEventListener('abort', stop);
      try {
        // The types come from the schema, and the server answers by it.
        for await (const result of results) yield result as unknown as Answer<Data>;
      } finally {
        signal.removeEventListener('abort', stop);
        stop();
      }
    },
    close: async () => client.dispose(),
  };
}
