import { z } from 'zod';
import { type ConsentMode, consentModes } from '../domain/consent/consent';
import { text, url } from '../domain/input/setting-value';
import type { Locale } from '../domain/messages/locale';
import { type LogLevel, logLevels } from '../domain/privacy/log-fields';
import type { RoutingPolicy } from '../domain/routing/policy';
import type { RegistryEntry } from '../providers/entry';
import type { CircuitBreakerSettings } from '../providers/provider';
import { registry as ownRegistry } from '../providers/registry';
import type { AttemptLimits, RevealRules, StartLimits } from '../service/tools';
import type { DatabaseAddress } from '../storage/database-address';
import { type CipherSuiteName, cipherSuiteNames } from '../storage/encryption/cipher-suite';
import type { ServiceKey } from '../storage/encryption/vault';
import type { KeyStoreAddress } from '../storage/key-store/contract';
import { type AssuranceConfig, assuranceConfigOf, assuranceFields } from './assurance';
import { attemptFields, attemptsOf } from './attempts';
import { type AuthConfig, authFields, authOf } from './auth';
import { ConfigError } from './config-error';
import { databaseAddress, inboxPathOf } from './database-address';
import { encryptionKeysOf } from './encryption-keys';
import { keyStoreFields, keyStoreOf } from './key-store';
import { type LinkIdSourceConfig, linkIdSourceFields, linkIdSourceOf } from './linkid-source';
import { plainConnectionFaults } from './plain-connections';
import { type ConfiguredProviders, providerCallFields, providersOf, settingNamesOf } from './providers';
import { revealFields, revealsOf } from './reveals';
import { routingFields, routingPolicyOf } from './routing';
import { type ReadFile, readTextFile, secretNamesOf, withSecretFiles } from './secret-files';
import { type ServerConfig, serverConfigOf, serverSettings } from './server-limits';
import { startFields, startsOf } from './starts';
import { type TraceConfig, traceFields, tracesOf } from './traces';
import { type TransparencyLogConfig, transparencyLogFields, transparencyLogOf } from './transparency-log';
import { sentenceOn, type UnknownSetting, unknownSettings } from './unknown-settings';
import { integer, oneOf, onOff, origins, wholeNumber } from './values';
import { type WebhookConfig, webhookConfigOf, webhookFields } from './webhooks';
import { witnessNames } from './witness-names';

/** All settings. Made once at the start, from the environment alone. */
export interface Config {
  /** Names in the environment that are not settings, but were probably meant as one. */
  readonly unknown: readonly UnknownSetting[];
  readonly host: string;
  readonly port: number;
  /** Null: http://HOST:PORT, with the port that was opened. */
  readonly publicUrl: string | null;
  readonly database: DatabaseAddress;
  /** Whether a start migrates the tables; otherwise it needs no right to create anything. */
  readonly migrates: boolean;
  /** Redis that carries wake-ups between processes on one PostgreSQL; null for NOTIFY of the database itself. */
  readonly busUrl: string | null;
  /** The place of the accounts' data keys, apart from the database. */
  readonly keyStore: KeyStoreAddress;
  /** Path of the file that keeps pushes while the database cannot be written. */
  readonly inboxPath: string;
  /** The most that the pushes in it may take together, in bytes. */
  readonly inboxMaxBytes: number;
  readonly auth: AuthConfig;
  /** Null: a key file next to the SQLite database (dev only). */
  readonly encryptionKeys: readonly ServiceKey[] | null;
  /** Seals personal data from now on; data sealed by either suite can be read. */
  readonly cipherSuite: CipherSuiteName;
  /** How long personal data is kept after a verification ended, in milliseconds. */
  readonly retentionMs: number;
  /** Every known provider, whether it is switched on or not. */
  readonly registry: readonly RegistryEntry[];
  /** Null for a provider that is off, or that the sandbox stands in for. */
  readonly providers: ConfiguredProviders;
  readonly sandbox: { readonly port: number } | null;
  /** Time limit of one call, in milliseconds. */
  readonly providerTimeoutMs: number;
  readonly circuitBreaker: CircuitBreakerSettings;
  /** Origins that redirectUri and service may have. */
  readonly redirectAllowlist: readonly string[] | 'loopback';
  /** Time after which an undecided verification expires, in milliseconds. */
  readonly pendingTtlMs: number;
  readonly attempts: AttemptLimits;
  readonly starts: StartLimits;
  readonly reveals: RevealRules;
  /** On how many accounts one identity number may be approved; null: on any number. */
  readonly accountsPerIdentity: number | null;
  /** How long the keyed hash of an approved number is kept after redaction, in milliseconds. */
  readonly identityRetentionMs: number;
  readonly assurance: AssuranceConfig;
  /** How a case chooses a method. */
  readonly routing: RoutingPolicy;
  /** `off`: no consents. `record`: they are recorded. `enforce`: nothing is sent without those that are needed. */
  readonly consent: ConsentMode;
  /** The language of messages for a request that names none. */
  readonly locale: Locale;
  readonly faceImage: { readonly minBytes: number; readonly maxBytes: number };
  readonly linkIdSource: LinkIdSourceConfig;
  readonly webhooks: WebhookConfig;
  /** Null if there is none. */
  readonly transparencyLog: TransparencyLogConfig | null;
  readonly server: ServerConfig;
  readonly logLevel: LogLevel;
  /** Destination of traces; null if they are off. */
  readonly traces: TraceConfig | null;
}

/** The sources of a configuration besides the environment. */
export interface ConfigSources {
  /** Reads the file of a secret. */
  readonly readFile?: ReadFile;
  readonly registry?: readonly RegistryEntry[];
}

const environment = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: integer(4001, 0, 65535),
  PUBLIC_URL: url,
  DATABASE_URL: text.default('sqlite:./data/realname.db').transform((value, context) => {
    const address = databaseAddress(value);
    if (address !== null) return address;
    context.addIssue('must be sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE');
    return z.NEVER;
  }),
  BUS_URL: text.refine(
    (value) => value === undefined || (/^rediss?:\/\/.+/.test(value) && URL.canParse(value)),
    'must be redis://USER:PASSWORD@HOST:PORT or rediss://…',
  ),
  INBOX_PATH: text,
  INBOX_MAX_BYTES: integer(256 * 1024 * 1024, 1024 * 1024, 1024 * 1024 * 1024 * 1024),
  ...keyStoreFields,
  MIGRATE: onOff,
  ...authFields,
  ENCRYPTION_KEYS: text,
  CIPHER_SUITE: z.enum(cipherSuiteNames, 'must be aes or sm4').default('aes'),
  RETENTION_DAYS: integer(365, 1, 36_500),
  SANDBOX: z.enum(['on', 'off'], 'must be on or off').optional(),
  SANDBOX_PORT: integer(0, 0, 65535),
  ...providerCallFields,
  ...linkIdSourceFields,
  REDIRECT_ALLOWLIST: origins,
  PENDING_TTL_SECONDS: integer(86_400, 1, 31_536_000),
  ...attemptFields,
  ...startFields,
  ...revealFields,
  ACCOUNTS_PER_IDENTITY: wholeNumber(1, 1_000_000).optional(),
  IDENTITY_RETENTION_DAYS: integer(180, 0, 36_500),
  FACE_IMAGE_MIN_BYTES: integer(10 * 1024, 1, 64 * 1024 * 1024),
  FACE_IMAGE_MAX_BYTES: integer(2 * 1024 * 1024, 1, 64 * 1024 * 1024),
  ALLOW_INSECURE_HTTP: onOff,
  ...assuranceFields,
  ...routingFields,
  CONSENT: z.enum(consentModes, `must be one of ${consentModes.join(', ')}`).default('off'),
  ...webhookFields,
  ...transparencyLogFields,
  ...serverSettings,
  ...traceFields,
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

/**
 * Reads the settings from an environment, and secrets from the files that it names. Throws one ConfigError that lists
 * every fault; values are not repeated.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  { readFile = readTextFile, registry = ownRegistry }: ConfigSources = {},
): Config {
  const named = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== ''),
  );
  const unreadable: string[] = [];
  const secrets = secretNamesOf(registry);
  const given = withSecretFiles(named, secrets, readFile, unreadable);
  const ofProviders = settingNamesOf(registry);
  const known = [
    ...Object.keys(environment.shape),
    ...ofProviders,
    ...witnessNames,
    ...secrets.map((name) => `${name}_FILE`),
  ];
  const unknown = unknownSettings(Object.keys(named), known, ofProviders);
  const schemas = [environment, ...registry.map(({ fields }) => fields)];
  const issues = schemas.flatMap((schema) => schema.safeParse(given).error?.issues ?? []);
  const wrong = new Set([
    ...issues.map(({ path }) => String(path[0])),
    ...unreadable.map((fault) => fault.replace(/(?:_FILE)? .*$/, '')),
  ]);
  // The rules between settings are still applied; a rule about a setting that is itself wrong is not.
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  const broken: string[] = [];
  const config = assemble({ env: environment.parse(right), right, registry, unknown, readFile }, broken);
  const faults = [
    ...unreadable,
    ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`),
    ...broken.filter((fault) => !(fault.match(/\b[A-Z][A-Z_]+\b/g) ?? []).some((name) => wrong.has(name))),
  ];
  if (faults.length > 0) throw new ConfigError(faults, unknown.map(sentenceOn));
  return Object.freeze(config);
}

interface Read {
  readonly env: z.infer<typeof environment>;
  /** Every setting that is right by itself, as text. */
  readonly right: Readonly<Record<string, string>>;
  readonly registry: readonly RegistryEntry[];
  readonly unknown: readonly UnknownSetting[];
  readonly readFile: ReadFile;
}

function assemble({ env, right, registry, unknown, readFile }: Read, faults: string[]): Config {
  const auth = authOf(env, env.HOST, faults);
  const isDev = auth.mode === 'dev';

  const redirectAllowlist = env.REDIRECT_ALLOWLIST ?? (isDev ? 'loopback' : []);
  const faceImage = { minBytes: env.FACE_IMAGE_MIN_BYTES, maxBytes: env.FACE_IMAGE_MAX_BYTES };
  if (faceImage.minBytes > faceImage.maxBytes) {
    faults.push('FACE_IMAGE_MIN_BYTES must not be greater than FACE_IMAGE_MAX_BYTES.');
  }
  const providers = providersOf(registry, right, { redirectAllowlist, faceImage }, faults);
  const anyProvider = Object.values(providers).some((settings) => settings !== null);
  const sandboxIsOn = env.SANDBOX === 'on' || (env.SANDBOX === undefined && isDev && !anyProvider);
  if (!anyProvider && !sandboxIsOn && !isDev) {
    const switches = registry.map(({ switchedOnBy }) => switchedOnBy);
    faults.push(`No provider is configured. Set ${oneOf(switches)}; or SANDBOX=on, which verifies no one.`);
  }
  const linkIdSource = linkIdSourceOf(
    env,
    { isDev, sandboxIsOn, yuxinBaseUrl: right['YUXIN_BASE_URL'] },
    faults,
  );

  const isSqlite = env.DATABASE_URL.kind !== 'postgres';
  const encryptionKeys =
    env.ENCRYPTION_KEYS === undefined ? null : encryptionKeysOf(env.ENCRYPTION_KEYS, faults);
  if (encryptionKeys === null && !(isDev && isSqlite)) {
    faults.push(
      'ENCRYPTION_KEYS is needed: `id:key`, the key being 32 random bytes in base64 (openssl rand -base64 32).',
    );
  }

  if (env.BUS_URL !== undefined && isSqlite) {
    faults.push('BUS_URL is for several processes on one PostgreSQL; DATABASE_URL names an SQLite file.');
  }

  if (!isDev && !env.ALLOW_INSECURE_HTTP)
    faults.push(...plainConnectionFaults(right, registry, env.DATABASE_URL));

  return {
    unknown,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    database: env.DATABASE_URL,
    migrates: env.MIGRATE ?? true,
    busUrl: env.BUS_URL ?? null,
    keyStore: keyStoreOf(env, { database: env.DATABASE_URL, isDev }, faults),
    inboxPath: env.INBOX_PATH ?? inboxPathOf(env.DATABASE_URL),
    inboxMaxBytes: env.INBOX_MAX_BYTES,
    auth,
    encryptionKeys,
    cipherSuite: env.CIPHER_SUITE,
    retentionMs: env.RETENTION_DAYS * 24 * 60 * 60 * 1000,
    registry,
    providers,
    sandbox: sandboxIsOn ? { port: env.SANDBOX_PORT } : null,
    providerTimeoutMs: env.PROVIDER_TIMEOUT_MS,
    circuitBreaker: {
      concurrency: env.PROVIDER_CONCURRENCY,
      failures: env.PROVIDER_BREAKER_FAILURES,
      pauseMs: env.PROVIDER_BREAKER_PAUSE_MS,
    },
    redirectAllowlist,
    pendingTtlMs: env.PENDING_TTL_SECONDS * 1000,
    attempts: attemptsOf(env),
    starts: startsOf(env, isDev),
    reveals: revealsOf(env, isDev),
    accountsPerIdentity: env.ACCOUNTS_PER_IDENTITY ?? null,
    identityRetentionMs: env.IDENTITY_RETENTION_DAYS * 24 * 60 * 60 * 1000,
    assurance: assuranceConfigOf(env, isDev, readFile, faults),
    routing: routingPolicyOf(
      env.ROUTING_POLICY,
      registry.flatMap(({ methods }) => methods.map(({ name }) => name)),
      readFile,
      faults,
    ),
    consent: env.CONSENT,
    locale: env.LOCALE,
    faceImage,
    linkIdSource,
    webhooks: webhookConfigOf(env, isDev),
    transparencyLog: transparencyLogOf(env, isDev, faults),
    server: serverConfigOf(env, isDev),
    logLevel: env.LOG_LEVEL,
    traces: tracesOf(env),
  };
}
