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

/** WebSocket.CLOSING, which an implementation need not name. */
const closing = 2;

/**
 * Subscriptions over one WebSocket (graphql-transport-ws): the first opens it, the end of the last closes it. It does
 * not retry itself, because it would repeat the same `sinceVersion`; `follow` retries from the last version seen.
 */
export function openSockets(endpoint: Endpoint, settings: SocketSettings = {}): Transport {
  const { pingAfterMs = 10_000, pongWithinMs = 5_000, webSocketImpl } = settings;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  /** The subscriptions under way: each is called when the socket is closed. */
  const underWay = new Set<(closed: unknown) => void>();
  let socket: { readonly readyState: number } | undefined;
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
      connected: (opened) => {
        socket = opened as { readonly readyState: number };
      },
      closed(event) {
        clearTimeout(deadline);
        // At code 1000, graphql-ws would connect again at once and without end, past the pauses: a router that refuses
        // a token so would be asked hundreds of times a second.
        for (const end of underWay) end(event);
      },
    },
  });
  return {
    async *results<Data>(query: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal) {
      const results = client.iterate({ query, variables: { ...variables } });
      const stop = () => void results.return?.();
      let closed: unknown = null;
      // The end of an earlier subscription closes its socket with 1000 too: this one is to be opened on the next.
      let isBetween = socket?.readyState === closing;
      const end = (event: unknown) => {
        if ((event as { readonly code?: unknown }).code !== 1000) return;
        if (isBetween) {
          isBetween = false;
          return;
        }
        closed = event;
        stop();
      };
      signal.addEventListener('abort', stop);
      underWay.add(end);
      try {
        // The types come from the schema, and the server answers by it.
        for await (const result of results) yield result as unknown as Answer<Data>;
        if (closed !== null) throw closed;
      } finally {
        signal.removeEventListener('abort', stop);
        underWay.delete(end);
        stop();
      }
    },
    close: async () => client.dispose(),
  };
}
