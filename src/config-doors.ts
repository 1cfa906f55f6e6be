import type { z } from 'zod';
import { integer, onOff, origins, text, wholeNumber } from './config-values';
import type { QueryLimits } from './http/limits';
import type { SocketSettings } from './http/websocket';

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
  /** True where nobody asked for this port: when it is taken, any free one will do. */
  readonly orAnyFree: boolean;
}

/** How the service meets its clients: what they may send, how much of it, and what they are told. */
export interface DoorConfig {
  readonly limits: QueryLimits;
  readonly sockets: SocketSettings;
  /** Origins that a router's subscription callback may have. */
  readonly callbackAllowlist: readonly string[] | 'loopback';
  /** How long a client may take to send a request, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Whether the schema can be asked for. */
  readonly introspection: boolean;
  readonly graphiql: boolean;
  /** Whether a router that asks for it (ftv1) gets a trace in the answer. */
  readonly inlineTrace: boolean;
  /** Whether operations are compiled, and plain requests answered without Apollo's pipeline. */
  readonly compile: boolean;
  /** The manifest of the only documents that run; null where any document may. */
  readonly trustedDocumentsPath: string | null;
  /** Null: at /metrics of the main port. */
  readonly metrics: MetricsAddress | null;
}

/** In development everybody is the same caller, load tests included. */
const socketsPerCaller = 50;
const devSocketsPerCaller = 100_000;

/** The default is a port of its own where callers are not to be trusted, so that nobody's proxy publishes it. */
const ownMetricsPort = 9464;

export const doorSettings = {
  QUERY_MAX_DEPTH: integer(15, 1, 1000),
  QUERY_MAX_ALIASES: integer(100, 0, 100_000),
  QUERY_MAX_TOKENS: integer(5000, 10, 100_000),
  QUERY_MAX_DIRECTIVES: integer(50, 0, 100_000),
  QUERY_MAX_COST: integer(200_000, 1, 1_000_000_000),
  ENTITIES_MAX: integer(1000, 1, 1_000_000),
  SOCKETS_PER_CALLER: wholeNumber(1, 1_000_000).optional(),
  SUBSCRIPTIONS_PER_SOCKET: integer(100, 1, 1_000_000),
  WEBSOCKET_ORIGINS: origins,
  SUBSCRIPTION_CALLBACK_ALLOWLIST: origins,
  WEBSOCKET_INIT_TIMEOUT_MS: integer(3000, 1, 600_000),
  WEBSOCKET_KEEP_ALIVE_MS: integer(12_000, 1, 600_000),
  SUBSCRIBER_STALL_MS: integer(30_000, 1, 600_000),
  REQUEST_TIMEOUT_MS: integer(30_000, 1, 600_000),
  INTROSPECTION: onOff,
  GRAPHIQL: onOff,
  INLINE_TRACE: onOff,
  QUERY_COMPILER: onOff,
  TRUSTED_DOCUMENTS: text,
  METRICS_HOST: text.default('127.0.0.1'),
  METRICS_PORT: text
    .refine(
      (value) => value === undefined || value === 'main' || (/^\d+$/.test(value) && Number(value) <= 65535),
      'must be main or a whole number from 0 to 65535',
    )
    .transform((value) => (value === undefined || value === 'main' ? value : Number(value))),
};

export function doorsOf(env: z.infer<z.ZodObject<typeof doorSettings>>, isDev: boolean): DoorConfig {
  const metricsPort = env.METRICS_PORT ?? (isDev ? 'main' : ownMetricsPort);
  return {
    limits: {
      maxDepth: env.QUERY_MAX_DEPTH,
      maxAliases: env.QUERY_MAX_ALIASES,
      maxTokens: env.QUERY_MAX_TOKENS,
      maxDirectives: env.QUERY_MAX_DIRECTIVES,
      maxCost: env.QUERY_MAX_COST,
      maxEntities: env.ENTITIES_MAX,
    },
    sockets: {
      perCaller: env.SOCKETS_PER_CALLER ?? (isDev ? devSocketsPerCaller : socketsPerCaller),
      subscriptionsPerSocket: env.SUBSCRIPTIONS_PER_SOCKET,
      allowedOrigins: env.WEBSOCKET_ORIGINS ?? (isDev ? 'loopback' : []),
      initTimeoutMs: env.WEBSOCKET_INIT_TIMEOUT_MS,
      keepAliveMs: env.WEBSOCKET_KEEP_ALIVE_MS,
      stallMs: env.SUBSCRIBER_STALL_MS,
    },
    callbackAllowlist: env.SUBSCRIPTION_CALLBACK_ALLOWLIST ?? (isDev ? 'loopback' : []),
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    introspection: env.INTROSPECTION ?? isDev,
    graphiql: env.GRAPHIQL ?? isDev,
    inlineTrace: env.INLINE_TRACE ?? false,
    compile: env.QUERY_COMPILER ?? true,
    trustedDocumentsPath: env.TRUSTED_DOCUMENTS ?? null,
    metrics:
      metricsPort === 'main'
        ? null
        : { host: env.METRICS_HOST, port: metricsPort, orAnyFree: env.METRICS_PORT === undefined },
  };
}
