import type { Config } from '../../src/config';
import type { DoorConfig } from '../../src/config-doors';
import { onOff, origins, type Setting, wholeNumber } from './setting';

const door =
  (read: (doors: DoorConfig) => unknown) =>
  ({ doors }: Config): unknown =>
    read(doors);

const limit = (
  name: string,
  read: (doors: DoorConfig) => number,
  byDefault: number,
  [min, max]: readonly [number, number],
): Setting => ({
  name,
  read: door(read),
  byDefault,
  good: [[String(min + 1), min + 1]],
  ...wholeNumber(min, max),
});

/** What clients meet: limits of queries, sockets and requests, and what they are told. */
export const doorSettingsTable: readonly Setting[] = [
  limit('QUERY_MAX_DEPTH', (d) => d.limits.maxDepth, 15, [1, 1000]),
  limit('QUERY_MAX_ALIASES', (d) => d.limits.maxAliases, 100, [0, 100_000]),
  limit('QUERY_MAX_TOKENS', (d) => d.limits.maxTokens, 5000, [10, 100_000]),
  limit('QUERY_MAX_DIRECTIVES', (d) => d.limits.maxDirectives, 50, [0, 100_000]),
  limit('QUERY_MAX_COST', (d) => d.limits.maxCost, 200_000, [1, 1_000_000_000]),
  limit('ENTITIES_MAX', (d) => d.limits.maxEntities, 1000, [1, 1_000_000]),
  limit('SOCKETS_PER_CALLER', (d) => d.sockets.perCaller, 100_000, [1, 1_000_000]),
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
  limit('WEBSOCKET_INIT_TIMEOUT_MS', (d) => d.sockets.initTimeoutMs, 3000, [1, 600_000]),
  limit('WEBSOCKET_KEEP_ALIVE_MS', (d) => d.sockets.keepAliveMs, 12_000, [1, 600_000]),
  limit('SUBSCRIBER_STALL_MS', (d) => d.sockets.stallMs, 30_000, [1, 600_000]),
  limit('REQUEST_TIMEOUT_MS', (d) => d.requestTimeoutMs, 30_000, [1, 600_000]),
  { name: 'INTROSPECTION', read: door((d) => d.introspection), byDefault: true, ...onOff },
  { name: 'GRAPHIQL', read: door((d) => d.graphiql), byDefault: true, ...onOff },
  { name: 'INLINE_TRACE', read: door((d) => d.inlineTrace), byDefault: false, ...onOff },
  {
    name: 'QUERY_COMPILER',
    read: (c) => c.doors.compile,
    byDefault: true,
    ...onOff,
  },
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
