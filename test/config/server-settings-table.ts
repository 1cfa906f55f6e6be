import type { Config } from '../../src/config/config';
import type { ServerConfig } from '../../src/config/server-limits';
import { onOff, origins, type Setting, wholeNumber } from './setting';

const door =
  (read: (server: ServerConfig) => unknown) =>
  ({ server }: Config): unknown =>
    read(server);

const limit = (
  name: string,
  read: (server: ServerConfig) => number,
  byDefault: number,
  [min, max]: readonly [number, number],
): Setting => ({
  name,
  read: door(read),
  byDefault,
  good: [[String(min + 1), min + 1]],
  ...wholeNumber(min, max),
});

/** Settings that clients notice: limits of queries, sockets and requests, and the detail of answers. */
export const serverSettingsTable: readonly Setting[] = [
  limit('QUERY_MAX_BYTES', (d) => d.limits.maxBytes, 131_072, [100, 16_777_216]),
  limit('QUERY_MAX_FRAGMENTS', (d) => d.limits.maxDefinitions, 50, [1, 10_000]),
  limit('QUERY_MAX_FIELDS', (d) => d.limits.maxFields, 1000, [1, 100_000]),
  limit('QUERY_MAX_DEPTH', (d) => d.limits.maxDepth, 15, [1, 1000]),
  limit('QUERY_MAX_ALIASES', (d) => d.limits.maxAliases, 100, [0, 100_000]),
  limit('QUERY_MAX_TOKENS', (d) => d.limits.maxTokens, 5000, [10, 100_000]),
  limit('QUERY_MAX_DIRECTIVES', (d) => d.limits.maxDirectives, 50, [0, 100_000]),
  limit('QUERY_MAX_COST', (d) => d.limits.maxCost, 10_000, [1, 1_000_000_000]),
  limit('ENTITIES_MAX', (d) => d.limits.maxEntities, 1000, [1, 1_000_000]),
  limit('SOCKETS_PER_CALLER', (d) => d.sockets.perCaller, 100_000, [1, 1_000_000]),
  limit('CONNECTIONS_PER_ADDRESS', (d) => d.connectionsPerAddress, 100_000, [1, 1_000_000]),
  limit(
    'UNINITIALIZED_SOCKETS_PER_ADDRESS',
    (d) => d.sockets.uninitializedPerAddress,
    100_000,
    [1, 1_000_000],
  ),
  limit('UNAUTHENTICATED_BODY_BYTES', (d) => d.unverified.perBody, 131_072, [1024, 64 * 1024 * 1024]),
  limit('UNAUTHENTICATED_BODIES_BYTES', (d) => d.unverified.total, 33_554_432, [1024, 1024 * 1024 * 1024]),
  {
    name: 'TRUSTED_PROXIES',
    read: door((d) => d.trustedProxies),
    byDefault: [],
    good: [['10.0.0.0/8, 2001:db8::/32 192.0.2.7', ['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']]],
    bad: ['proxy.example.com', '10.0.0.0/33', '10.0.0.1:80', '*', '10.0.0.0/8, x'],
    expected: 'must be IP addresses and CIDR ranges separated by commas',
  },
  limit('OPERATIONS_PER_CALLER', (d) => d.operationsPerCaller, 100_000, [1, 1_000_000]),
  limit('SUBSCRIPTIONS_PER_SOCKET', (d) => d.sockets.subscriptionsPerSocket, 100, [1, 1_000_000]),
  {
    name: 'WEBSOCKET_ORIGINS',
    read: door((d) => d.sockets.allowedOrigins),
    byDefault: 'loopback',
    ...origins,
  },
  {
    name: 'SUBSCRIPTION_CALLBACK_ALLOWLIST',
    read: door((d) => d.callbackAllowlist),
    byDefault: 'loopback',
    ...origins,
  },
  { name: 'CORS_ORIGINS', read: door((d) => d.corsOrigins), byDefault: [], ...origins },
  limit('WEBSOCKET_INIT_TIMEOUT_MS', (d) => d.sockets.initTimeoutMs, 3000, [1, 600_000]),
  limit('WEBSOCKET_KEEP_ALIVE_MS', (d) => d.sockets.keepAliveMs, 12_000, [1, 600_000]),
  limit('SUBSCRIBER_STALL_MS', (d) => d.sockets.stallMs, 30_000, [1, 600_000]),
  limit('REQUEST_TIMEOUT_MS', (d) => d.requestTimeoutMs, 30_000, [1, 600_000]),
  { name: 'INTROSPECTION', read: door((d) => d.introspection), byDefault: true, ...onOff },
  { name: 'GRAPHIQL', read: door((d) => d.graphiql), byDefault: true, ...onOff },
  { name: 'INLINE_TRACE', read: door((d) => d.inlineTrace), byDefault: false, ...onOff },
  {
    name: 'QUERY_COMPILER',
    read: (c) => c.server.compile,
    byDefault: true,
    ...onOff,
  },
  { name: 'REMEMBER_ROWS', read: door((d) => d.rememberRows), byDefault: true, ...onOff },
  { name: 'PERSISTED_QUERIES', read: door((d) => d.persistedQueries), byDefault: true, ...onOff },
  {
    name: 'TRUSTED_DOCUMENTS',
    read: door((d) => d.trustedDocumentsPath),
    byDefault: null,
    good: [[' ./documents.json ', './documents.json']],
    bad: [],
    expected: '',
  },
  {
    name: 'METRICS_HOST',
    read: door((d) => d.metrics?.host),
    byDefault: '127.0.0.1',
    good: [['0.0.0.0', '0.0.0.0']],
    bad: [],
    expected: '',
    beside: { METRICS_PORT: '0' },
  },
  {
    name: 'METRICS_PORT',
    read: door((d) => d.metrics),
    byDefault: null,
    good: [
      ['main', null],
      ['9100', { host: '127.0.0.1', port: 9100, orAnyFree: false }],
    ],
    bad: ['-1', '65536', 'other', '1.5'],
    expected: 'must be main or a whole number from 0 to 65535',
  },
];
