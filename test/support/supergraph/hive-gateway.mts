import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createGatewayRuntime, getGraphQLWSOptions } from '@graphql-hive/gateway-runtime';
import { MemPubSub } from '@graphql-hive/pubsub';
import { type Extra, useServer as serveSockets } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { neverRepeat } from '../../../ops/gateway/never-repeat.mts';
import { forwardedHeaders } from './forwarded-headers.mts';

/** How the gateway follows subscriptions at the subgraph. */
export type SubscriptionTransport = 'ws' | 'sse' | 'callback';

export interface HiveGatewayOptions {
  readonly supergraph: string;
  readonly port?: number;
  readonly subscriptions: SubscriptionTransport;
  /** The longest silence of a subgraph that posts to us, in milliseconds. */
  readonly callbackHeartbeatMs?: number;
}

export interface Gateway {
  /** The address for clients' operations and subscriptions: over SSE or a WebSocket. */
  readonly url: string;
  close(): Promise<void>;
}

const callbackPath = '/callback';

/** Starts Hive Gateway over a supergraph. */
export async function startHiveGateway(options: HiveGatewayOptions): Promise<Gateway> {
  const { supergraph, port = 0, subscriptions, callbackHeartbeatMs = 5000 } = options;
  // Its address is part of its configuration: the port has to be known first.
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const runtime = createGatewayRuntime({
    supergraph,
    plugins: () => (subscriptions === 'ws' ? [neverRepeat()] : []),
    logging: 'error',
    pubsub: new MemPubSub(),
    webhooks: subscriptions === 'callback',
    // As a number, it would end subscriptions too.
    upstreamTimeout: ({ executionRequest }) =>
      executionRequest?.operationType === 'subscription' ? undefined : 30_000,
    // Headers of the transport, not propagateHeaders: these come along from a client's socket too.
    transportEntries: {
      '*.http': {
        headers: forwardedHeaders.map((name): [string, string] => [name, fromClient(name)]),
        options: subscriptionOptions(subscriptions, origin, callbackHeartbeatMs),
      },
    },
  });
  server.on('request', runtime);
  const sockets = new WebSocketServer({ noServer: true });
  const served = serveSockets<Record<string, unknown>, Record<string, unknown>>(
    getGraphQLWSOptions<Record<string, unknown>, Extra & Record<string, unknown>>(runtime, ({ extra }) => ({
      req: extra.request,
      socket: extra.socket,
    })),
    sockets,
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request)),
  );
  // The schema is read now, so that the first request does not pay for it.
  await runtime.getSchema();
  return {
    url: `${origin}/graphql`,
    async close() {
      await served.dispose();
      await runtime[Symbol.asyncDispose]();
      await closeServer(server);
    },
  };
}

/** An expression that stands for a client's header; a client that cannot set headers sends it in connectionParams. */
function fromClient(name: string): string {
  return `{context.headers.${name}}`;
}

function subscriptionOptions(kind: SubscriptionTransport, origin: string, heartbeatMs: number) {
  switch (kind) {
    case 'sse':
      // The transport's own way.
      return {};
    case 'ws': {
      const connectionParams = Object.fromEntries(forwardedHeaders.map((name) => [name, fromClient(name)]));
      return { subscriptions: { kind: 'ws', location: '/graphql', options: { connectionParams } } };
    }
    case 'callback':
      return {
        subscriptions: {
          kind: 'http-callback',
          options: {
            public_url: `${origin}${callbackPath}`,
            path: callbackPath,
            heartbeat_interval: heartbeatMs,
          },
        },
      };
  }
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
