import type { AddressInfo } from 'node:net';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Secret } from '../domain/secret';
import { buildSchema } from '../graphql/schema';
import type { ServiceTools } from '../service/tools';
import { createAnswers } from './answers';
import { createApollo } from './apollo';
import { registerCallbacks } from './callbacks';
import { CallerSlots } from './caller-slots';
import type { Callers } from './callers';
import { registerDrain } from './drain';
import { Gate } from './gate';
import { registerGraphiQL } from './graphiql';
import { registerGraphQL } from './graphql-route';
import { registerHealth } from './health';
import type { QueryLimits } from './limits';
import { registerMetrics } from './metrics-route';
import { registerReturns } from './returns';
import { type RunningServer, urlOf } from './running-server';
import { securityHeaders } from './security-headers';
import { registerSource } from './source';
import type { TrustedDocuments } from './trusted-documents';
import { type SocketSettings, serveWebSocket } from './websocket';

export interface ServerOptions {
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly metrics: Registry;
  readonly host: string;
  readonly port: number;
  /** GraphiQL and introspection. */
  readonly isDev: boolean;
  /** Largest GraphQL request in bytes. */
  readonly bodyLimit: number;
  /** Longest wait for the requests under way when it closes, in milliseconds. */
  readonly drainMs: number;
  /** What LinkID shows when it asks us as its data source; null where we are none. */
  readonly sourceToken: Secret<string> | null;
  /** Resolver classes of providers that are not in the registry. */
  readonly moreResolvers?: Parameters<typeof buildSchema>[0];
}

export interface RunningServer {
  /** http://host:port, with the port that was really opened. */
  readonly url: string;
  /** Not ready from now on; then no new requests, the ones under way to their end, and every socket closed. */
  close(): Promise<void>;
}

/** Every door of the service on one port. Rejects when it cannot listen; nothing stays open then. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { tools, callers, host, port, isDev, bodyLimit } = options;
  const { schema } = buildSchema(options.moreResolvers);
  const report = (path: string, error: unknown) => tools.log.error({ path }, 'request failed', error);
  const apollo = createApollo(schema, { introspection: isDev, report });
  await apollo.start();

  // Fastify's own request log would write callback tokens; what is worth knowing is logged where it happens.
  const server = Fastify({ logger: false, forceCloseConnections: true });
  const drain = registerDrain(server);
  registerHealth(server, { store: tools.store, isDraining: drain.isOn, metrics: options.metrics });
  registerCallbacks(server, tools);
  registerReturns(server, tools);
  if (options.sourceToken) registerSource(server, { tools, token: options.sourceToken, bodyLimit });
  registerGraphQL(server, { apollo, schema, tools, callers, report, bodyLimit });
  if (isDev) registerGraphiQL(server);
  answerPlainly(server, tools);

  const closeSockets = serveWebSocket(server.server, {
    schema,
    tools,
    callers,
    report,
    maxMessageBytes: bodyLimit,
  });
  const close = async () => {
    await drain.begin(options.drainMs);
    await closeSockets();
    await server.close();
    await apollo.stop();
  };
  try {
    await server.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
  return { url: urlOf(server, host), close };
}

/** What goes wrong outside GraphQL is told in one JSON line without our insides. */
function answerPlainly(server: FastifyInstance, tools: ServiceTools): void {
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is nothing here.' }));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.message });
    tools.log.error({}, 'request failed', error);
    return reply.code(500).send({ error: 'Something went wrong here. It has been recorded.' });
  });
}

function urlOf(server: FastifyInstance, host: string): string {
  const { port } = server.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
