import { createServer, type ServerOptions as NodeServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Registry } from 'prom-client';
import type { Secret } from '../../domain/privacy/secret';
import { RememberedAnswers } from '../../graphql/remembered/answers';
import { RememberedRows } from '../../graphql/remembered/rows';
import type { ServiceTools } from '../../service/tools';
import { startApollo } from '../graphql/apollo';
import { CallerSlots } from '../graphql/caller-slots';
import { createErrorFormatter } from '../graphql/error-formatter';
import { Gate } from '../graphql/gate';
import { registerGraphiQL } from '../graphql/graphiql';
import { registerGraphQL } from '../graphql/graphql-route';
import type { QueryLimits } from '../graphql/limits';
import { OperationSlots } from '../graphql/operation-slots';
import { KeptQueries, noKeptQueries, onlyTrusted, type PersistedQueries } from '../graphql/persisted-queries';
import { RouterCallbacks } from '../graphql/router-callback';
import { OperationRunner } from '../graphql/run-operation';
import type { TrustedDocuments } from '../graphql/trusted-documents';
import { type SocketSettings, serveWebSocket } from '../graphql/websocket';
import { registerLogFiles } from '../log/log-files';
import { registerCallbacks } from '../providers/callbacks';
import { registerReturns } from '../providers/returns';
import { registerSource } from '../providers/source';
import type { Callers } from './callers';
import type { ClientAddresses } from './client-addresses';
import { limitConnections } from './connection-limit';
import { Cors } from './cors';
import { registerDrain } from './drain';
import { GracefulClose } from './graceful-close';
import { registerHealth } from './health';
import { answerUnreadable, checkHosts, type OwnAddresses } from './host-check';
import { registerMetrics } from './metrics-route';
import { noSchemas } from './no-schemas';
import type { Observer } from './observer';
import { RequestCallers } from './request-callers';
import { requestIdOf, sendRequestIds } from './request-id';
import { type RunningServer, urlOf } from './running-server';
import { securityHeaders, sendSecurityHeaders } from './security-headers';
import { Slots } from './slots';
import { BodyRefused, UnverifiedBodies, type UnverifiedLimits } from './unverified-bodies';

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly tools: ServiceTools;
  readonly callers: Callers;
  readonly addresses: ClientAddresses;
  readonly observer: Observer;
  /** Shown at /metrics; null if they have a port of their own. */
  readonly metrics: Registry | null;
  readonly host: string;
  readonly port: number;
  /** Addresses whose hosts requests may name, besides loopback; null: any host. */
  readonly allowedHosts: OwnAddresses;
  /** Whether browsers use https. */
  readonly isHttps: boolean;
  readonly serverLimits: ServerLimits;
  /** Largest GraphQL request in bytes. */
  readonly bodyLimit: number;
  /** Longest wait for running requests when it closes, in milliseconds. */
  readonly drainMs: number;
  /** The token of a provider's requests to our data source; null if there is none. */
  readonly sourceToken: Secret<string> | null;
  /** The number of uses after which an operation is compiled. */
  readonly compileAfter: number;
}

/** Limits and features that clients notice. */
export interface ServerLimits {
  readonly limits: QueryLimits;
  readonly sockets: SocketSettings;
  /** Queries and mutations that one caller may have under way. */
  readonly operationsPerCaller: number;
  /** Origins that a router's subscription callback may have. */
  readonly callbackAllowlist: readonly string[] | 'loopback';
  /** Origins whose pages may send requests and read the answers. */
  readonly corsOrigins: readonly string[];
  /** Connections that one address may hold open. */
  readonly connectionsPerAddress: number;
  readonly unverified: UnverifiedLimits;
  /** How long a client may take to send a request, in milliseconds. */
  readonly requestTimeoutMs: number;
  readonly introspection: boolean;
  readonly graphiql: boolean;
  readonly inlineTrace: boolean;
  /** Whether repeated operations are compiled and plain requests skip Apollo's pipeline. */
  readonly compile: boolean;
  /** Whether rows that compiled queries show are remembered as JSON. */
  readonly rememberRows: boolean;
  /** Whether clients may register the text of an operation and send its hash from then on. */
  readonly persistedQueries: boolean;
  /** The only documents that run; null if any document may. */
  readonly trusted: TrustedDocuments | null;
}

/** Starts the service on one port. Rejects if it cannot listen; nothing stays open then. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { schema, tools, callers, addresses, observer, metrics, host, port, serverLimits, bodyLimit } =
    options;
  const { limits, introspection, trusted } = serverLimits;
  const gate = new Gate({
    schema,
    limits,
    introspection,
    trusted,
    now: tools.now,
    compileAfter: serverLimits.compile ? options.compileAfter : null,
  });
  const formatter = createErrorFormatter({
    report: (path, error) => {
      tools.meter.fault({ place: 'graphql' });
      tools.log.error({ path }, 'request failed', error);
    },
    hints: introspection,
  });
  const apollo = await startApollo({
    schema,
    formatter,
    observer,
    inlineTrace: serverLimits.inlineTrace,
    always: !serverLimits.compile,
  });

  const connections = new Slots(serverLimits.connectionsPerAddress);
  const bodies = new UnverifiedBodies(serverLimits.unverified);
  const server = Fastify({
    serverFactory(handler) {
      const http = createServer(timeouts(serverLimits), handler);
      limitConnections(http, addresses, connections);
      return http;
    },
    // Fastify's own request log would write callback tokens; each part logs its own work.
    logger: false,
    schemaController: noSchemas,
    genReqId: requestIdOf,
    forceCloseConnections: true,
    bodyLimit: plainBodyBytes,
    // A property named constructor is ignored like any other unknown name: such a body is valid JSON.
    onConstructorPoisoning: 'remove',
    routerOptions: { maxParamLength },
    frameworkErrors: answerUnreadable(options.allowedHosts),
  });
  // First, so that every later answer has them.
  sendRequestIds(server);
  sendSecurityHeaders(server, securityHeaders(options.isHttps));
  checkHosts(server, options.allowedHosts);
  const drain = registerDrain(server);
  registerHealth(server, { store: tools.store, callers, isDraining: drain.isOn });
  if (metrics) registerMetrics(server, metrics);
  server.addHook('preParsing', bodies.count);
  registerCallbacks(server, { tools, observer, addresses, bodies });
  registerReturns(server, tools, observer);
  registerLogFiles(server, { tools, callers, addresses });
  const { source } = tools;
  if (source && options.sourceToken) {
    registerSource(server, { tools, source, observer, token: options.sourceToken, bodyLimit, bodies });
  }
  const rows = new RememberedRows();
  tools.store.encryption.onErased(() => rows.forget());
  const slots = new CallerSlots(serverLimits.sockets.perCaller);
  const operations = new OperationSlots(serverLimits.operationsPerCaller);
  const shared = {
    runner: new OperationRunner({
      gate,
      persisted: persistedQueries(serverLimits),
      slots,
      operations,
      remembered: serverLimits.rememberRows ? new RememberedAnswers(rows) : null,
      tools,
      observer,
    }),
    formatter,
    tools,
    callers,
    requestCallers: new RequestCallers(callers, addresses),
    addresses,
    bodies,
    observer,
    gracefulClose: new GracefulClose(),
    drain,
  };
  const { keepAliveMs, stallMs } = serverLimits.sockets;
  const callbacks = new RouterCallbacks({ ...shared, allowedOrigins: serverLimits.callbackAllowlist });
  registerGraphQL(server, {
    ...shared,
    apollo,
    callbacks,
    cors: new Cors(serverLimits.corsOrigins),
    page: serverLimits.graphiql ? '/' : null,
    bodyLimit,
    keepAliveMs,
    stallMs,
  });
  if (serverLimits.graphiql) registerGraphiQL(server, options.isHttps);
  answerPlainly(server, tools);

  const address = () => urlOf(server.server.address() as AddressInfo, host);
  const closeSockets = serveWebSocket(server.server, {
    ...shared,
    slots,
    connections,
    settings: serverLimits.sockets,
    ownAddresses: () => [address(), tools.settings.publicUrl()],
    allowedHosts: options.allowedHosts,
    maxMessageBytes: bodyLimit,
  });
  const close = async () => {
    await drain.begin(options.drainMs);
    rows.close();
    await callbacks.close();
    await shared.gracefulClose.endAll(departuresMs);
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

function persistedQueries({ trusted, persistedQueries }: ServerLimits): PersistedQueries {
  if (trusted) return onlyTrusted;
  return persistedQueries ? new KeptQueries() : noKeptQueries;
}

/** The time over which closing is spread if there are thousands of sockets and streams, in milliseconds. */
const departuresMs = 2000;

/** Tokens in addresses have 64 characters. */
const maxParamLength = 64;

/** Body limit of routes that set none, in bytes. */
const plainBodyBytes = 64 * 1024;

/** Longer than proxies keep a connection that nothing is sent on: they close it first, and lose no request. */
const keepAliveTimeout = 72_000;

/** A client that sends a request byte by byte holds a connection no longer than this. */
function timeouts({ requestTimeoutMs }: ServerLimits): NodeServerOptions {
  return {
    keepAliveTimeout,
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(requestTimeoutMs, 10_000),
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
  };
}

/** Errors outside GraphQL are answered in one JSON line, without internals. */
function answerPlainly(server: FastifyInstance, tools: ServiceTools): void {
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Not found.' }));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500 || error instanceof BodyRefused) {
      return reply.code(status).send({ error: error.message });
    }
    tools.meter.fault({ place: 'http' });
    tools.log.error({}, 'request failed', error);
    return reply.code(500).send({ error: 'Something went wrong here. It has been recorded.' });
  });
}
