import type { ServerOptions as NodeServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import type { Secret } from '../domain/secret';
import { ownSchema, schemaWith } from '../graphql/schema';
import type { ServiceTools } from '../service/tools';
import { createAnswers } from './answers';
import { createApollo } from './apollo';
import { registerCallbacks } from './callbacks';
import { CallerSlots } from './caller-slots';
import type { Callers } from './callers';
import { Departures } from './departures';
import { registerDrain } from './drain';
import { Gate } from './gate';
import { registerGraphiQL } from './graphiql';
import { registerGraphQL } from './graphql-route';
import { registerHealth } from './health';
import type { QueryLimits } from './limits';
import { registerMetrics } from './metrics-route';
import { noSchemas } from './no-schemas';
import type { Observer } from './observer';
import { requestIdOf, sendRequestIds } from './request-id';
import { registerReturns } from './returns';
import { RouterCallbacks } from './router-callback';
import { type RunningServer, urlOf } from './running-server';
import { bareHeaders, securityHeaders, sendSecurityHeaders } from './security-headers';
import { registerSource } from './source';
import type { TrustedDocuments } from './trusted-documents';
import { type SocketSettings, serveWebSocket } from './websocket';

export interface ServerOptions {
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly observer: Observer;
  /** Shown at /metrics; null where they have a port of their own. */
  readonly metrics: Registry | null;
  readonly host: string;
  readonly port: number;
  /** Whether browsers reach us by https. */
  readonly isHttps: boolean;
  readonly doors: Doors;
  /** Largest GraphQL request in bytes. */
  readonly bodyLimit: number;
  /** Longest wait for the requests under way when it closes, in milliseconds. */
  readonly drainMs: number;
  /** What LinkID shows when it asks us as its data source; null where we are none. */
  readonly sourceToken: Secret<string> | null;
  /** After how many times an operation is compiled. */
  readonly compileAfter: number;
  /** Resolver classes of providers that are not in the registry. */
  readonly moreResolvers?: Parameters<typeof schemaWith>[0];
}

/** How it meets its clients. */
export interface Doors {
  readonly limits: QueryLimits;
  readonly sockets: SocketSettings;
  /** Origins that a router's subscription callback may have. */
  readonly callbackAllowlist: readonly string[] | 'loopback';
  /** How long a client may take to send a request, in milliseconds. */
  readonly requestTimeoutMs: number;
  readonly introspection: boolean;
  readonly graphiql: boolean;
  readonly inlineTrace: boolean;
  /** Whether operations that come again are compiled, and plain requests answered without Apollo's pipeline. */
  readonly compile: boolean;
  /** The only documents that run; null where any document may. */
  readonly trusted: TrustedDocuments | null;
}

/** Every door of the service on one port. Rejects when it cannot listen; nothing stays open then. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { tools, callers, observer, metrics, host, port, doors, bodyLimit } = options;
  const { limits, introspection, trusted } = doors;
  const { schema } = options.moreResolvers ? schemaWith(options.moreResolvers) : ownSchema();
  const gate = new Gate({
    schema,
    limits,
    introspection,
    trusted,
    compileAfter: doors.compile ? options.compileAfter : null,
  });
  const answers = createAnswers({
    report: (path, error) => {
      tools.meter.fault({ place: 'graphql' });
      tools.log.error({ path }, 'request failed', error);
    },
    limits,
    hints: introspection,
  });
  const apollo = createApollo({ gate, answers, observer, inlineTrace: doors.inlineTrace });
  await apollo.start();

  const server = Fastify({
    // Fastify's own request log would write callback tokens; what is worth knowing is logged where it happens.
    logger: false,
    schemaController: noSchemas,
    genReqId: requestIdOf,
    forceCloseConnections: true,
    bodyLimit: plainBodyBytes,
    routerOptions: { maxParamLength },
    ...timeouts(doors),
    // Fastify's own answer to an address that cannot be decoded repeats it.
    frameworkErrors: (_error, _request, reply: FastifyReply) =>
      reply.code(400).headers(bareHeaders).send({ error: 'The address cannot be read.' }),
  });
  // First, so that whatever is answered later has them.
  sendRequestIds(server);
  sendSecurityHeaders(server, securityHeaders(options.isHttps));
  const drain = registerDrain(server);
  registerHealth(server, { store: tools.store, isDraining: drain.isOn });
  if (metrics) registerMetrics(server, metrics);
  registerCallbacks(server, tools, observer);
  registerReturns(server, tools, observer);
  if (options.sourceToken) registerSource(server, { tools, observer, token: options.sourceToken, bodyLimit });
  const shared = {
    gate,
    answers,
    tools,
    callers,
    observer,
    slots: new CallerSlots(doors.sockets.perCaller),
    departures: new Departures(),
    drain,
  };
  const { keepAliveMs, stallMs } = doors.sockets;
  const callbacks = new RouterCallbacks({ ...shared, allowedOrigins: doors.callbackAllowlist });
  registerGraphQL(server, {
    ...shared,
    apollo,
    callbacks,
    bodyLimit,
    // A trace tells of every field: only Apollo's pipeline makes it.
    quick: doors.compile && !doors.inlineTrace,
    keepAliveMs,
    stallMs,
  });
  if (doors.graphiql) registerGraphiQL(server, options.isHttps);
  answerPlainly(server, tools);

  const address = () => urlOf(server.server.address() as AddressInfo, host);
  const closeSockets = serveWebSocket(server.server, {
    ...shared,
    settings: doors.sockets,
    ownAddresses: () => [address(), tools.settings.publicUrl()],
    maxMessageBytes: bodyLimit,
  });
  const close = async () => {
    await drain.begin(options.drainMs);
    await callbacks.close();
    await shared.departures.endAll(departuresMs);
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
  return { url: address(), close };
}

/** Over so long the ends of sockets and streams are spread where there are thousands, in milliseconds. */
const departuresMs = 2000;

/** Tokens in our addresses have 43 characters. */
const maxParamLength = 64;

/** Body of a request that is neither GraphQL nor has a limit of its own. */
const plainBodyBytes = 64 * 1024;

/** Who sends a request byte by byte holds a connection no longer than this. */
function timeouts({ requestTimeoutMs }: Doors): {
  readonly requestTimeout: number;
  readonly http: NodeServerOptions;
} {
  return {
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: Math.min(requestTimeoutMs, 10_000),
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
    },
  };
}

/** What goes wrong outside GraphQL is told in one JSON line without our insides. */
function answerPlainly(server: FastifyInstance, tools: ServiceTools): void {
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is nothing here.' }));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.message });
    tools.meter.fault({ place: 'http' });
    tools.log.error({}, 'request failed', error);
    return reply.code(500).send({ error: 'Something went wrong here. It has been recorded.' });
  });
}
