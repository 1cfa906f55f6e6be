import type { z } from 'zod';
import { addressRanges } from '../domain/input/ip-address';
import { text } from '../domain/input/setting-value';
import type { QueryLimits } from '../http/graphql/limits';
import type { SocketSettings } from '../http/graphql/websocket';
import type { UnverifiedLimits } from '../http/server/unverified-bodies';
import { integer, list, onOff, origins, wholeNumber } from './values';

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
  /** True if the port is the default: when it is taken, any free one will do. */
  readonly orAnyFree: boolean;
}

/** The limits and the answers that clients meet. */
export interface ServerConfig {
  readonly limits: QueryLimits;
  readonly sockets: SocketSettings;
  /** Queries and mutations that one caller may have under way. */
  readonly operationsPerCaller: number;
  /** Origins that a router's subscription callback may have. */
  readonly callbackAllowlist: readonly string[] | 'loopback';
  /** Origins whose pages may send requests and read the answers. */
  readonly corsOrigins: readonly string[];
  /** Addresses and ranges whose x-forwarded-for is believed. */
  readonly trustedProxies: readonly string[];
  /** Connections that one address may hold open. */
  readonly connectionsPerAddress: number;
  /** Limits of bodies without a verified token: of one, and of all unfinished ones together. */
  readonly unverified: UnverifiedLimits;
  /** How long a client may take to send a request, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Whether the schema can be asked for. */
  readonly introspection: boolean;
  readonly graphiql: boolean;
  /** Whether a router that asks for it (ftv1) gets a trace in the answer. */
  readonly inlineTrace: boolean;
  /** Whether operations are compiled, and plain requests answered without Apollo's pipeline. */
  readonly compile: boolean;
  /** Whether rows that compiled queries show are remembered as JSON. */
  readonly rememberRows: boolean;
  /** Whether clients may have the text of an operation kept and send its hash from then on. */
  readonly persistedQueries: boolean;
  /** Path of the manifest of the only documents that run; null if any document may run. */
  readonly trustedDocumentsPath: string | null;
  /** Null: at /metrics of the main port. */
  readonly metrics: MetricsAddress | null;
}

/** In development every client is the same caller, load tests included. */
const socketsPerCaller = 50;
const devSocketsPerCaller = 100_000;
const operationsPerCaller = 20;

/** A router that is not known as one yet opens a connection for each subscription. */
const connectionsPerAddress = 1000;
const uninitializedPerAddress = 100;

/** In production the metrics have a port of their own by default, so that no proxy publishes them by accident. */
const ownMetricsPort = 9464;

export const serverSettings = {
  QUERY_MAX_BYTES: integer(128 * 1024, 100, 16 * 1024 * 1024),
  QUERY_MAX_FRAGMENTS: integer(50, 1, 10_000),
  QUERY_MAX_FIELDS: integer(1000, 1, 100_000),
  QUERY_MAX_DEPTH: integer(15, 1, 1000),
  QUERY_MAX_ALIASES: integer(100, 0, 100_000),
  QUERY_MAX_TOKENS: integer(5000, 10, 100_000),
  QUERY_MAX_DIRECTIVES: integer(50, 0, 100_000),
  QUERY_MAX_COST: integer(10_000, 1, 1_000_000_000),
  ENTITIES_MAX: integer(1000, 1, 1_000_000),
  SOCKETS_PER_CALLER: wholeNumber(1, 1_000_000).optional(),
  CONNECTIONS_PER_ADDRESS: wholeNumber(1, 1_000_000).optional(),
  UNINITIALIZED_SOCKETS_PER_ADDRESS: wholeNumber(1, 1_000_000).optional(),
  UNAUTHENTICATED_BODY_BYTES: integer(128 * 1024, 1024, 64 * 1024 * 1024),
  UNAUTHENTICATED_BODIES_BYTES: integer(32 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
  TRUSTED_PROXIES: list.refine(
    (items) => items === undefined || addressRanges(items) !== null,
    'must be IP addresses and CIDR ranges separated by commas, such as 10.0.0.0/8,2001:db8::/32',
  ),
  OPERATIONS_PER_CALLER: wholeNumber(1, 1_000_000).optional(),
  SUBSCRIPTIONS_PER_SOCKET: integer(100, 1, 1_000_000),
  WEBSOCKET_ORIGINS: origins,
  SUBSCRIPTION_CALLBACK_ALLOWLIST: origins,
  CORS_ORIGINS: origins,
  WEBSOCKET_INIT_TIMEOUT_MS: integer(3000, 1, 600_000),
  WEBSOCKET_KEEP_ALIVE_MS: integer(12_000, 1, 600_000),
  SUBSCRIBER_STALL_MS: integer(30_000, 1, 600_000),
  REQUEST_TIMEOUT_MS: integer(30_000, 1, 600_000),
  INTROSPECTION: onOff,
  GRAPHIQL: onOff,
  INLINE_TRACE: onOff,
  QUERY_COMPILER: onOff,
  REMEMBER_ROWS: onOff,
  PERSISTED_QUERIES: onOff,
  TRUSTED_DOCUMENTS: text,
  METRICS_HOST: text.default('127.0.0.1'),
  METRICS_PORT: text
    .refine(
      (value) => value === undefined || value === 'main' || (/^\d+$/.test(value) && Number(value) <= 65535),
      'must be main or a whole number from 0 to 65535',
    )
    .transform((value) => (value === undefined || value === 'main' ? value : Number(value))),
};

export function serverConfigOf(
  env: z.infer<z.ZodObject<typeof serverSettings>>,
  isDev: boolean,
): ServerConfig {
  const metricsPort = env.METRICS_PORT ?? (isDev ? 'main' : ownMetricsPort);
  return {
    limits: {
      maxBytes: env.QUERY_MAX_BYTES,
      maxDefinitions: env.QUERY_MAX_FRAGMENTS,
      maxFields: env.QUERY_MAX_FIELDS,
      maxDepth: env.QUERY_MAX_DEPTH,
      maxAliases: env.QUERY_MAX_ALIASES,
      maxTokens: env.QUERY_MAX_TOKENS,
      maxDirectives: env.QUERY_MAX_DIRECTIVES,
      maxCost: env.QUERY_MAX_COST,
      maxEntities: env.ENTITIES_MAX,
    },
    operationsPerCaller: env.OPERATIONS_PER_CALLER ?? (isDev ? devSocketsPerCaller : operationsPerCaller),
    sockets: {
      perCaller: env.SOCKETS_PER_CALLER ?? (isDev ? devSocketsPerCaller : socketsPerCaller),
      subscriptionsPerSocket: env.SUBSCRIPTIONS_PER_SOCKET,
      allowedOrigins: env.WEBSOCKET_ORIGINS ?? (isDev ? 'loopback' : []),
      uninitializedPerAddress:
        env.UNINITIALIZED_SOCKETS_PER_ADDRESS ?? (isDev ? devSocketsPerCaller : uninitializedPerAddress),
      initTimeoutMs: env.WEBSOCKET_INIT_TIMEOUT_MS,
      keepAliveMs: env.WEBSOCKET_KEEP_ALIVE_MS,
      stallMs: env.SUBSCRIBER_STALL_MS,
    },
    callbackAllowlist: env.SUBSCRIPTION_CALLBACK_ALLOWLIST ?? (isDev ? 'loopback' : []),
    corsOrigins: env.CORS_ORIGINS ?? [],
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    connectionsPerAddress:
      env.CONNECTIONS_PER_ADDRESS ?? (isDev ? devSocketsPerCaller : connectionsPerAddress),
    unverified: {
      perBody: env.UNAUTHENTICATED_BODY_BYTES,
      total: env.UNAUTHENTICATED_BODIES_BYTES,
    },
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    introspection: env.INTROSPECTION ?? isDev,
    graphiql: env.GRAPHIQL ?? isDev,
    inlineTrace: env.INLINE_TRACE ?? false,
    compile: env.QUERY_COMPILER ?? true,
    rememberRows: env.REMEMBER_ROWS ?? true,
    persistedQueries: env.PERSISTED_QUERIES ?? true,
    trustedDocumentsPath: env.TRUSTED_DOCUMENTS ?? null,
    metrics:
      metricsPort === 'main'
        ? null
        : { host: env.METRICS_HOST, port: metricsPort, orAnyFree: env.METRICS_PORT === undefined },
  };
}
