import { z } from 'zod';
import { type DoorConfig, doorSettings, doorsOf } from './config-doors';
import { providerFields, providersOf } from './config-providers';
import { integer, needed, origins, text, url } from './config-values';
import { isLoopbackHost } from './domain/address-check';
import { Secret } from './domain/secret';
import type { GuardSettings } from './providers/provider';
import type { ProviderSettings } from './providers/registry';
import type { AttemptLimits } from './service/tools';
import { type CipherSuiteName, cipherSuiteNames } from './storage/cipher-suite';
import type { ServiceKey } from './storage/vault';

/** Everything that can be set. Made once at the start, from the environment and nothing else. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Null: http://HOST:PORT, with the port that was really opened. */
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  /** Redis that carries wake-ups between processes on one PostgreSQL; null for NOTIFY of the database itself. */
  readonly busUrl: string | null;
  /** Where pushes are kept while the database cannot be written. */
  readonly inboxPath: string;
  readonly auth: AuthConfig;
  /** Null: a key file beside the SQLite database (dev only). */
  readonly encryptionKeys: readonly ServiceKey[] | null;
  /** With which personal data is sealed from now on; everything is read. */
  readonly cipherSuite: CipherSuiteName;
  /** How long personal data is kept after a verification ended, in milliseconds. */
  readonly retentionMs: number;
  /** Null where it is off. What the sandbox stands in for is null here. */
  readonly providers: ProviderSettings;
  readonly sandbox: SandboxConfig | null;
  /** For one call, in milliseconds. */
  readonly providerTimeoutMs: number;
  readonly providerGuard: GuardSettings;
  /** Origins that redirectUri and service may have. */
  readonly redirectAllowlist: readonly string[] | 'loopback';
  /** After which an undecided verification expires, in milliseconds. */
  readonly pendingTtlMs: number;
  readonly attempts: AttemptLimits;
  readonly faceImage: { readonly minBytes: number; readonly maxBytes: number };
  /** Who answers when LinkID asks us as its third-party data source, and the token it asks with. */
  readonly linkIdSource: { readonly via: 'yuxin' | 'sandbox' | null; readonly token: Secret<string> | null };
  readonly doors: DoorConfig;
  readonly logLevel: LogLevel;
  /** Where traces go; null where they are off. */
  readonly traces: { readonly endpoint: string; readonly serviceName: string } | null;
}

export type AuthConfig =
  /** Whoever the request's headers say; only on a loopback host. */
  | { readonly mode: 'dev' }
  | {
      readonly mode: 'jwt';
      readonly jwksUrl: string;
      readonly issuer: string;
      readonly audience: string;
    };

export interface SandboxConfig {
  readonly port: number;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The settings are wrong; the message lists every fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The settings are not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const environment = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: integer(4001, 0, 65535),
  PUBLIC_URL: url,
  DATABASE_URL: text
    .default('sqlite:./data/realname.db')
    .refine(
      (value) => /^(sqlite:.+|postgres(ql)?:\/\/.+)/.test(value),
      'must be sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE',
    ),
  BUS_URL: text.refine(
    (value) => value === undefined || (/^rediss?:\/\/.+/.test(value) && URL.canParse(value)),
    'must be redis://USER:PASSWORD@HOST:PORT or rediss://…',
  ),
  INBOX_PATH: text,
  AUTH_MODE: z.enum(['dev', 'jwt'], 'must be dev or jwt').optional(),
  AUTH_JWKS_URL: url,
  AUTH_ISSUER: text,
  AUTH_AUDIENCE: text,
  ENCRYPTION_KEYS: text,
  CIPHER_SUITE: z.enum(cipherSuiteNames, 'must be aes or sm4').default('aes'),
  RETENTION_DAYS: integer(365, 1, 36_500),
  SANDBOX: z.enum(['on', 'off'], 'must be on or off').optional(),
  SANDBOX_PORT: integer(0, 0, 65535),
  ...providerFields,
  LINKID_SOURCE_TOKEN: text,
  LINKID_SOURCE_VIA: z.enum(['yuxin', 'sandbox'], 'must be yuxin or sandbox').optional(),
  REDIRECT_ALLOWLIST: origins,
  PENDING_TTL_SECONDS: integer(86_400, 1, 31_536_000),
  ATTEMPTS_PER_TARGET: integer(5, 1, 1_000_000),
  ATTEMPTS_PER_CALLER: integer(200, 1, 1_000_000),
  ATTEMPTS_PER_ADDRESS: integer(10_000, 1, 1_000_000),
  ATTEMPTS_WINDOW_SECONDS: integer(600, 1, 31_536_000),
  FACE_IMAGE_MIN_BYTES: integer(10 * 1024, 1, 64 * 1024 * 1024),
  FACE_IMAGE_MAX_BYTES: integer(2 * 1024 * 1024, 1, 64 * 1024 * 1024),
  ...doorSettings,
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_SERVICE_NAME: text.default('realname-subgraph'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

type Environment = z.infer<typeof environment>;

/** Reads the settings from an environment. Throws one ConfigError that lists every fault; values are not repeated. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const issues = environment.safeParse(given).error?.issues ?? [];
  const wrong = new Set(issues.map(({ path }) => String(path[0])));
  // The rules between settings are looked at all the same; those about a setting that is wrong itself must wait.
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  const broken: string[] = [];
  const config = assemble(environment.parse(right), broken);
  const faults = [
    ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`),
    ...broken.filter((fault) => !(fault.match(/\b[A-Z][A-Z_]+\b/g) ?? []).some((name) => wrong.has(name))),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}

function assemble(env: Environment, faults: string[]): Config {
  const isLoopback = isLoopbackHost(env.HOST);
  const authMode = env.AUTH_MODE ?? (isLoopback ? 'dev' : 'jwt');
  if (authMode === 'dev' && !isLoopback) {
    faults.push(
      'AUTH_MODE=dev believes whatever a request says of itself: it is refused unless HOST is loopback (127.0.0.1). Use AUTH_MODE=jwt.',
    );
  }
  const auth: AuthConfig =
    authMode === 'dev'
      ? { mode: 'dev' }
      : {
          mode: 'jwt',
          jwksUrl: needed(env, 'AUTH_JWKS_URL', 'AUTH_MODE is jwt', faults),
          issuer: needed(env, 'AUTH_ISSUER', 'AUTH_MODE is jwt', faults),
          audience: needed(env, 'AUTH_AUDIENCE', 'AUTH_MODE is jwt', faults),
        };

  const redirectAllowlist = env.REDIRECT_ALLOWLIST ?? (authMode === 'dev' ? 'loopback' : []);
  const faceImage = { minBytes: env.FACE_IMAGE_MIN_BYTES, maxBytes: env.FACE_IMAGE_MAX_BYTES };
  if (faceImage.minBytes > faceImage.maxBytes) {
    faults.push('FACE_IMAGE_MIN_BYTES must not be greater than FACE_IMAGE_MAX_BYTES.');
  }
  const providers = providersOf(env, { redirectAllowlist, faceImage }, faults);
  const anyProvider = Object.values(providers).some((settings) => settings !== null);
  const sandboxIsOn =
    env.SANDBOX === 'on' || (env.SANDBOX === undefined && authMode === 'dev' && !anyProvider);
  if (!anyProvider && !sandboxIsOn && authMode === 'jwt') {
    faults.push(
      'No provider is configured. Set ONENET_BASE_URL, UCENTER_BASE_URL, YUXIN_BASE_URL or LINKID_BASE_URL; or SANDBOX=on, where nobody is really verified.',
    );
  }
  if (env.LINKID_SOURCE_VIA === 'sandbox' && !sandboxIsOn) {
    faults.push('LINKID_SOURCE_VIA=sandbox needs the sandbox; it is off.');
  }

  if (env.LINKID_SOURCE_VIA === 'yuxin' && env.YUXIN_BASE_URL === undefined && !sandboxIsOn) {
    faults.push('LINKID_SOURCE_VIA=yuxin needs YUXIN_BASE_URL.');
  }
  if (env.LINKID_SOURCE_VIA !== undefined && env.LINKID_SOURCE_TOKEN === undefined && !sandboxIsOn) {
    faults.push('LINKID_SOURCE_TOKEN is needed because LINKID_SOURCE_VIA is set.');
  }

  const isSqliteFile = env.DATABASE_URL.startsWith('sqlite:');
  const encryptionKeys = env.ENCRYPTION_KEYS === undefined ? null : keysOf(env.ENCRYPTION_KEYS, faults);
  if (encryptionKeys === null && !(authMode === 'dev' && isSqliteFile)) {
    faults.push(
      'ENCRYPTION_KEYS is needed: `id:key`, the key being 32 random bytes in base64 (openssl rand -base64 32).',
    );
  }

  if (env.BUS_URL !== undefined && isSqliteFile) {
    faults.push('BUS_URL is for several processes on one PostgreSQL; DATABASE_URL names an SQLite file.');
  }

  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: env.DATABASE_URL,
    busUrl: env.BUS_URL ?? null,
    inboxPath: env.INBOX_PATH ?? inboxPathOf(env.DATABASE_URL),
    auth,
    encryptionKeys,
    cipherSuite: env.CIPHER_SUITE,
    retentionMs: env.RETENTION_DAYS * 24 * 60 * 60 * 1000,
    providers,
    sandbox: sandboxIsOn ? { port: env.SANDBOX_PORT } : null,
    providerTimeoutMs: env.PROVIDER_TIMEOUT_MS,
    providerGuard: {
      concurrency: env.PROVIDER_CONCURRENCY,
      failures: env.PROVIDER_BREAKER_FAILURES,
      pauseMs: env.PROVIDER_BREAKER_PAUSE_MS,
    },
    redirectAllowlist,
    pendingTtlMs: env.PENDING_TTL_SECONDS * 1000,
    attempts: {
      perTarget: env.ATTEMPTS_PER_TARGET,
      perCaller: env.ATTEMPTS_PER_CALLER,
      perAddress: env.ATTEMPTS_PER_ADDRESS,
      windowMs: env.ATTEMPTS_WINDOW_SECONDS * 1000,
    },
    faceImage,
    linkIdSource: {
      via: env.LINKID_SOURCE_VIA ?? (sandboxIsOn ? 'sandbox' : null),
      token: env.LINKID_SOURCE_TOKEN ? Secret.of(env.LINKID_SOURCE_TOKEN) : null,
    },
    doors: doorsOf(env, authMode === 'dev'),
    logLevel: env.LOG_LEVEL,
    traces:
      env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: env.OTEL_SERVICE_NAME },
  };
}

function keysOf(list: string, faults: string[]): readonly ServiceKey[] {
  const keys = list.split(',').map((item): ServiceKey | null => {
    const [id, base64, ...rest] = item.trim().split(':');
    const key = Buffer.from(base64 ?? '', 'base64');
    const isUsable = id !== undefined && /^[\w.-]{1,64}$/.test(id) && key.length === 32 && rest.length === 0;
    return isUsable ? { id, key: Secret.of(key) } : null;
  });
  const usable = keys.filter((key) => key !== null);
  if (usable.length < keys.length || new Set(usable.map((key) => key.id)).size < usable.length) {
    faults.push(
      'ENCRYPTION_KEYS must be `id:key` pairs separated by commas: ids of letters, digits, dot, dash or underscore, each used once; keys of 32 bytes in base64.',
    );
  }
  return usable;
}

/** Beside the SQLite database; in ./data where the database is elsewhere. */
function inboxPathOf(databaseUrl: string): string {
  if (databaseUrl === 'sqlite::memory:') return ':memory:';
  if (!databaseUrl.startsWith('sqlite:')) return './data/realname.inbox';
  return `${databaseUrl.slice('sqlite:'.length).replace(/\.(db|sqlite3?)$/, '')}.inbox`;
}
