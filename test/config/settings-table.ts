import type { Config } from '../../src/config';
import { type Env, jwtEnv, linkIdEnv, oneNetEnv, ucenterEnv, yuxinEnv } from '../support/settings';
import { origins, type Setting, url, wholeNumber } from './setting';

/** Text that is used as it is: nothing is wrong with it by itself. */
const anyText = (read: (config: Config) => unknown, beside: Env, byDefault: unknown) => ({
  read,
  byDefault,
  good: [[' some text ', 'some text']] as const,
  bad: [],
  expected: '',
  beside,
});

const address = (read: (config: Config) => unknown, beside: Env, byDefault: unknown) => ({
  read,
  byDefault,
  good: [['http://127.0.0.1:4010/x', 'http://127.0.0.1:4010/x']] as const,
  ...url,
  beside,
});

const jwtWithProvider: Env = { ...jwtEnv, ...oneNetEnv };

export const settingsTable: readonly Setting[] = [
  { name: 'HOST', ...anyText((c) => c.host, jwtWithProvider, '127.0.0.1') },
  {
    name: 'PORT',
    read: (c) => c.port,
    byDefault: 4001,
    good: [
      ['0', 0],
      [' 8080 ', 8080],
    ],
    ...wholeNumber(0, 65535),
  },
  {
    name: 'PUBLIC_URL',
    read: (c) => c.publicUrl,
    byDefault: null,
    good: [['https://example.com/realname/', 'https://example.com/realname']],
    ...url,
  },
  {
    name: 'DATABASE_URL',
    read: (c) => c.databaseUrl,
    byDefault: 'sqlite:./data/realname.db',
    good: [
      ['sqlite::memory:', 'sqlite::memory:'],
      ['sqlite:/var/lib/realname.db', 'sqlite:/var/lib/realname.db'],
    ],
    bad: ['mysql://localhost/realname', './realname.db', 'sqlite:', 'postgres://'],
    expected: 'must be sqlite:PATH, sqlite::memory: or postgres://',
  },
  {
    name: 'BUS_URL',
    read: (c) => c.busUrl,
    byDefault: null,
    good: [
      ['redis://127.0.0.1:6379', 'redis://127.0.0.1:6379'],
      ['rediss://realname:word@redis.example', 'rediss://realname:word@redis.example'],
    ],
    beside: {
      DATABASE_URL: 'postgres://realname@127.0.0.1/realname',
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    },
    bad: ['127.0.0.1:6379', 'http://127.0.0.1', 'redis://', 'redis://bus:99999'],
    expected: 'must be redis://USER:PASSWORD@HOST:PORT or rediss://',
  },
  {
    name: 'INBOX_PATH',
    read: (c) => c.inboxPath,
    byDefault: './data/realname.inbox',
    good: [['/var/lib/realname.inbox', '/var/lib/realname.inbox']],
    bad: [],
    expected: '',
  },
  {
    name: 'AUTH_MODE',
    read: (c) => c.auth.mode,
    byDefault: 'dev',
    good: [['dev', 'dev']],
    bad: ['none', 'DEV', 'basic'],
    expected: 'must be dev or jwt',
  },
  { name: 'AUTH_JWKS_URL', ...address((c) => jwtOf(c)?.jwksUrl, jwtWithProvider, jwtEnv['AUTH_JWKS_URL']) },
  { name: 'AUTH_ISSUER', ...anyText((c) => jwtOf(c)?.issuer, jwtWithProvider, jwtEnv['AUTH_ISSUER']) },
  { name: 'AUTH_AUDIENCE', ...anyText((c) => jwtOf(c)?.audience, jwtWithProvider, jwtEnv['AUTH_AUDIENCE']) },
  {
    name: 'CIPHER_SUITE',
    read: (c) => c.cipherSuite,
    byDefault: 'aes',
    good: [['sm4', 'sm4']],
    bad: ['des'],
    expected: 'must be aes or sm4',
  },
  {
    name: 'RETENTION_DAYS',
    read: (c) => c.retentionMs,
    byDefault: 365 * 86_400_000,
    good: [['30', 30 * 86_400_000]],
    ...wholeNumber(1, 36_500),
  },
  {
    name: 'SANDBOX',
    read: (c) => c.sandbox !== null,
    byDefault: true,
    good: [
      ['on', true],
      ['off', false],
    ],
    bad: ['yes', '1', 'ON'],
    expected: 'must be on or off',
  },
  {
    name: 'SANDBOX_PORT',
    read: (c) => c.sandbox?.port,
    byDefault: 0,
    good: [['4010', 4010]],
    ...wholeNumber(0, 65535),
  },
  {
    name: 'ONENET_BASE_URL',
    ...address((c) => c.providers.onenet?.baseUrl, oneNetEnv, oneNetEnv['ONENET_BASE_URL']),
  },
  {
    name: 'ONENET_ACCESS_KEY',
    ...anyText((c) => c.providers.onenet?.accessKey.reveal(), oneNetEnv, oneNetEnv['ONENET_ACCESS_KEY']),
  },
  {
    name: 'ONENET_SIGN_METHOD',
    read: (c) => c.providers.onenet?.signMethod,
    byDefault: 'sha256',
    good: [
      ['sha1', 'sha1'],
      ['md5', 'md5'],
    ],
    bad: ['sha512', 'SHA1'],
    expected: 'must be sha1, md5 or sha256',
    beside: oneNetEnv,
  },
  {
    name: 'UCENTER_BASE_URL',
    ...address((c) => c.providers.ucenter?.baseUrl, ucenterEnv, ucenterEnv['UCENTER_BASE_URL']),
  },
  {
    name: 'UCENTER_CLIENT_ID',
    ...anyText((c) => c.providers.ucenter?.clientId, ucenterEnv, ucenterEnv['UCENTER_CLIENT_ID']),
  },
  {
    name: 'UCENTER_CLIENT_SECRET',
    ...anyText(
      (c) => c.providers.ucenter?.clientSecret.reveal(),
      ucenterEnv,
      ucenterEnv['UCENTER_CLIENT_SECRET'],
    ),
  },
  {
    name: 'UCENTER_REJECTED_CODES',
    read: (c) => c.providers.ucenter?.rejectedCodes,
    byDefault: [],
    good: [
      ['422', [422]],
      ['422, 423 ,424', [422, 423, 424]],
    ],
    bad: ['422,', '422,,423', 'all', '4.5', '-1'],
    expected: 'must be whole numbers separated by commas',
    beside: ucenterEnv,
  },
  {
    name: 'YUXIN_BASE_URL',
    ...address((c) => c.providers.yuxin?.baseUrl, yuxinEnv, yuxinEnv['YUXIN_BASE_URL']),
  },
  {
    name: 'YUXIN_TOKEN',
    ...anyText((c) => c.providers.yuxin?.token.reveal(), yuxinEnv, yuxinEnv['YUXIN_TOKEN']),
  },
  {
    name: 'YUXIN_KEY',
    read: (c) => c.providers.yuxin?.key.reveal(),
    byDefault: yuxinEnv['YUXIN_KEY'],
    good: [
      [' 16 bytes of text', '16 bytes of text'],
      [`hex:${'0f'.repeat(16)}`, `hex:${'0f'.repeat(16)}`],
      ['base64:MDEyMzQ1Njc4OWFiY2RlZg==', 'base64:MDEyMzQ1Njc4OWFiY2RlZg=='],
    ],
    bad: ['too-short-4711', 'hex:not hexadecimal 4711', 'base64:*4711*'],
    expected: '',
    beside: yuxinEnv,
  },
  {
    name: 'YUXIN_CIPHER',
    read: (c) => c.providers.yuxin?.cipher,
    byDefault: 'aes-128-cbc',
    good: [['sm4-cbc', 'sm4-cbc']],
    bad: ['aes-128-gcm', 'aes-128-cbc-hmac-sha1'],
    expected: 'CBC',
    beside: yuxinEnv,
  },
  {
    name: 'YUXIN_ENCODING',
    read: (c) => c.providers.yuxin?.encoding,
    byDefault: 'base64',
    good: [['hex', 'hex']],
    bad: ['base32'],
    expected: 'must be base64 or hex',
    beside: yuxinEnv,
  },
  {
    name: 'LINKID_BASE_URL',
    ...address((c) => c.providers.linkid?.baseUrl, linkIdEnv, linkIdEnv['LINKID_BASE_URL']),
  },
  {
    name: 'LINKID_SSO_URL',
    ...address((c) => c.providers.linkid?.ssoUrl, linkIdEnv, linkIdEnv['LINKID_SSO_URL']),
  },
  {
    name: 'LINKID_CLIENT_ID',
    ...anyText((c) => c.providers.linkid?.clientId, linkIdEnv, linkIdEnv['LINKID_CLIENT_ID']),
  },
  {
    name: 'LINKID_CLIENT_SECRET',
    ...anyText(
      (c) => c.providers.linkid?.clientSecret.reveal(),
      linkIdEnv,
      linkIdEnv['LINKID_CLIENT_SECRET'],
    ),
  },
  { name: 'LINKID_SOURCE_TOKEN', ...anyText((c) => c.linkIdSource.token?.reveal(), {}, undefined) },
  {
    name: 'LINKID_SOURCE_VIA',
    read: (c) => c.linkIdSource.via,
    byDefault: 'sandbox',
    good: [
      ['yuxin', 'yuxin'],
      ['sandbox', 'sandbox'],
    ],
    bad: ['onenet'],
    expected: 'must be yuxin or sandbox',
  },
  { name: 'APPREAL_BASE_URL', ...address((c) => c.providers.linkid?.apprealBaseUrl, linkIdEnv, null) },
  {
    name: 'PROVIDER_TIMEOUT_MS',
    read: (c) => c.providerTimeoutMs,
    byDefault: 10_000,
    good: [['250', 250]],
    ...wholeNumber(1, 600_000),
  },
  {
    name: 'PROVIDER_CONCURRENCY',
    read: (c) => c.providerGuard.concurrency,
    byDefault: 64,
    good: [['8', 8]],
    ...wholeNumber(1, 10_000),
  },
  {
    name: 'PROVIDER_BREAKER_FAILURES',
    read: (c) => c.providerGuard.failures,
    byDefault: 10,
    good: [['3', 3]],
    ...wholeNumber(1, 10_000),
  },
  {
    name: 'PROVIDER_BREAKER_PAUSE_MS',
    read: (c) => c.providerGuard.pauseMs,
    byDefault: 5000,
    good: [['100', 100]],
    ...wholeNumber(1, 600_000),
  },
  {
    name: 'REDIRECT_ALLOWLIST',
    read: (c) => c.redirectAllowlist,
    byDefault: 'loopback',
    ...origins,
  },
  {
    name: 'PENDING_TTL_SECONDS',
    read: (c) => c.pendingTtlMs,
    byDefault: 86_400_000,
    good: [['60', 60_000]],
    ...wholeNumber(1, 31_536_000),
  },
  {
    name: 'ATTEMPTS_PER_TARGET',
    read: (c) => c.attempts.perTarget,
    byDefault: 5,
    good: [['3', 3]],
    ...wholeNumber(1, 1_000_000),
  },
  {
    name: 'ATTEMPTS_PER_CALLER',
    read: (c) => c.attempts.perCaller,
    byDefault: 200,
    good: [['3', 3]],
    ...wholeNumber(1, 1_000_000),
  },
  {
    name: 'ATTEMPTS_PER_ADDRESS',
    read: (c) => c.attempts.perAddress,
    byDefault: 10_000,
    good: [['3', 3]],
    ...wholeNumber(1, 1_000_000),
  },
  {
    name: 'ATTEMPTS_WINDOW_SECONDS',
    read: (c) => c.attempts.windowMs,
    byDefault: 600_000,
    good: [['60', 60_000]],
    ...wholeNumber(1, 31_536_000),
  },
  {
    name: 'FACE_IMAGE_MIN_BYTES',
    read: (c) => c.faceImage.minBytes,
    byDefault: 10 * 1024,
    good: [['100', 100]],
    ...wholeNumber(1, 64 * 1024 * 1024),
  },
  {
    name: 'FACE_IMAGE_MAX_BYTES',
    read: (c) => c.faceImage.maxBytes,
    byDefault: 2 * 1024 * 1024,
    good: [['20000', 20_000]],
    ...wholeNumber(1, 64 * 1024 * 1024),
  },
  {
    name: 'LOG_LEVEL',
    read: (c) => c.logLevel,
    byDefault: 'info',
    good: [
      ['debug', 'debug'],
      ['silent', 'silent'],
    ],
    bad: ['loud', 'INFO'],
    expected: 'must be one of fatal, error, warn, info, debug, trace, silent',
  },
  { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', ...address((c) => c.traces?.endpoint, {}, undefined) },
  {
    name: 'OTEL_SERVICE_NAME',
    ...anyText(
      (c) => c.traces?.serviceName,
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
      'realname-subgraph',
    ),
  },
];

function jwtOf(config: Config): Extract<Config['auth'], { mode: 'jwt' }> | null {
  return config.auth.mode === 'jwt' ? config.auth : null;
}
