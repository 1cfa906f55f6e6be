import { randomBytes } from 'node:crypto';
import type { DestinationStream } from 'pino';
import { v7 as newUuid } from 'uuid';
import { type Config, ConfigError } from './config';
import type { MetricsAddress } from './config-doors';
import { Secret } from './domain/secret';
import { devCallers, jwtCallers } from './http/callers';
import { startMetricsServer } from './http/metrics-route';
import type { RunningServer } from './http/running-server';
import { type Doors, type ServerOptions, startServer } from './http/server';
import { TrustedDocuments, TrustedDocumentsError } from './http/trusted-documents';
import { linkIdSource } from './linkid-source';
import { createLogger } from './logger';
import { registry as ownRegistry, type ProviderSettings, type RegistryEntry } from './providers/registry';
import type { Sandbox, SandboxOptions } from './sandbox/server';
import type { SandboxSettings } from './sandbox/settings';
import { Catalog } from './service/catalog';
import type { ServiceLog, ServiceTools } from './service/tools';
import { openInbox, openStore } from './storage/open-store';
import { storeSettings } from './store-settings';
import { startSweeper } from './sweeper';
import { openTelemetry } from './telemetry/telemetry';

export interface App {
  /** Where it listens. */
  readonly url: string;
  /** Where providers and browsers reach it. */
  readonly publicUrl: string;
  /** Where Prometheus finds the metrics. */
  readonly metricsUrl: string;
  /** Where the sandbox listens; null where it is off. */
  readonly sandboxUrl: string | null;
  /** Stops intake, ends what is under way, closes sockets, then the database. */
  close(): Promise<void>;
}

/** What a test may put in place of the real thing. */
export interface Overrides {
  readonly now?: () => Date;
  readonly fetch?: typeof globalThis.fetch;
  readonly log?: ServiceLog;
  /** Where the service's own log goes; `log` is not used then. */
  readonly logDestination?: DestinationStream;
  /** Pause between two rounds of the sweeper, in milliseconds. */
  readonly sweepPauseMs?: number;
  /** Pauses before the sandbox's OneNET repeats a push, in milliseconds. */
  readonly sandboxRetryDelaysMs?: readonly number[];
  /** After how many times an operation is compiled. */
  readonly compileAfter?: number;
  readonly registry?: readonly RegistryEntry[];
  readonly moreResolvers?: ServerOptions['moreResolvers'];
}

/** Within 10 s of its time an undecided verification is expired; half of that leaves room for a slow round. */
const defaultSweepPauseMs = 5000;

/** What is under way when the service closes has so long to end; together less than the 10 s that Docker gives. */
const providerGraceMs = 4000;
const drainMs = 5000;

/** What comes once or twice is not worth compiling. */
const defaultCompileAfter = 3;

/** Room in a GraphQL request beside a Base64 face image. */
const queryBytes = 128 * 1024;

/** The one composition root: opens everything in order, and closes it in the other when anything fails. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const now = overrides.now ?? (() => new Date());
  const fetch = overrides.fetch ?? globalThis.fetch;
  const telemetry = await openTelemetry(config.traces, fetch);
  const { logDestination } = overrides;
  const ownLog = () => createLogger(config.logLevel, logDestination, telemetry.scopeFields);
  const log = logDestination ? ownLog() : (overrides.log ?? ownLog());
  const { metrics, meter } = telemetry;
  const closers = [telemetry.close];
  const closing = new AbortController();
  const close = async () => {
    // A provider that keeps us waiting is left, so that its silence can still be recorded and answered.
    const grace = setTimeout(() => closing.abort(), providerGraceMs);
    const faults: unknown[] = [];
    for (let closer = closers.pop(); closer; closer = closers.pop()) {
      await closer().catch((error: unknown) => faults.push(error));
    }
    clearTimeout(grace);
    if (faults.length > 0) throw faults[0];
  };

  try {
    const doors = openDoors(config);
    const storage = storeSettings(config, log);
    const opened = await openStore(storage);
    closers.push(() => opened.close());
    const inbox = openInbox(config.inboxPath, storage);
    closers.push(async () => inbox.close());
    const store = telemetry.observe(opened, inbox, now);

    const sandbox = config.sandbox
      ? await openSandbox({
          host: config.host,
          port: config.sandbox.port,
          now,
          fetch,
          log,
          ...(overrides.sandboxRetryDelaysMs && { retryDelaysMs: overrides.sandboxRetryDelaysMs }),
        })
      : null;
    if (sandbox) closers.push(() => sandbox.close());

    const entries = overrides.registry ?? ownRegistry;
    const settings = sandbox ? withSandbox(config, sandbox.settings) : config.providers;
    const providerTools = {
      fetch: endingWith(closing.signal, fetch),
      now,
      log,
      timeoutMs: config.providerTimeoutMs,
      guard: config.providerGuard,
      meter,
    };
    const providers = entries
      .map((entry) => entry.create(settings, providerTools))
      .filter((provider) => provider !== null);

    const catalog = new Catalog(providers, entries);
    telemetry.expect(catalog.offered().filter(({ enabled }) => enabled));
    let publicUrl = config.publicUrl ?? '';
    const tools: ServiceTools = {
      store,
      inbox,
      catalog,
      now,
      newId: () => newUuid(),
      newToken: () => randomBytes(32).toString('base64url'),
      log,
      meter,
      settings: {
        publicUrl: () => publicUrl,
        pendingTtlMs: config.pendingTtlMs,
        retentionMs: config.retentionMs,
        attempts: config.attempts,
      },
      source: linkIdSource(config, catalog, now),
    };

    const ownMetrics = config.doors.metrics && (await startMetrics(metrics, config.doors.metrics));
    if (ownMetrics) closers.push(() => ownMetrics.close());

    const server = await startServer({
      tools,
      callers:
        config.auth.mode === 'dev'
          ? devCallers()
          : jwtCallers(config.auth, now, (code) => log.info({ code }, 'access token refused')),
      observer: telemetry.observer({ log, allNames: doors.trusted !== null }),
      metrics: ownMetrics ? null : metrics,
      host: config.host,
      port: config.port,
      isHttps: publicUrl.startsWith('https:'),
      doors,
      drainMs,
      sourceToken: tools.source && sourceToken(config, sandbox?.settings ?? null),
      bodyLimit: Math.ceil((config.faceImage.maxBytes * 4) / 3) + queryBytes,
      compileAfter: overrides.compileAfter ?? defaultCompileAfter,
      ...(overrides.moreResolvers && { moreResolvers: overrides.moreResolvers }),
    });
    closers.push(() => server.close());
    publicUrl ||= server.url;

    closers.push(startSweeper(tools, overrides.sweepPauseMs ?? defaultSweepPauseMs));
    const metricsUrl = `${ownMetrics?.url ?? server.url}/metrics`;
    return { url: server.url, publicUrl, metricsUrl, sandboxUrl: sandbox?.url ?? null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openDoors({ doors }: Config): Doors {
  const { trustedDocumentsPath: path } = doors;
  try {
    return { ...doors, trusted: path === null ? null : TrustedDocuments.load(path) };
  } catch (error) {
    if (error instanceof TrustedDocumentsError)
      throw new ConfigError([`TRUSTED_DOCUMENTS: ${error.message}`]);
    throw error;
  }
}

/** Loaded where it is on: a service that asks the real providers has no use for their twins. */
function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox } = require('./sandbox/server') as typeof import('./sandbox/server');
  return startSandbox(options);
}

async function startMetrics(
  metrics: Parameters<typeof startMetricsServer>[0],
  address: MetricsAddress,
): Promise<RunningServer> {
  try {
    return await startMetricsServer(metrics, address);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && address.orAnyFree) {
      return startMetricsServer(metrics, { ...address, port: 0 });
    }
    throw new ConfigError([
      `METRICS_PORT: the metrics cannot be served at ${address.host}:${address.port} (${code === 'EADDRINUSE' ? 'another program has it' : code}). Set METRICS_PORT to a free port, or to main for the service's own.`,
    ]);
  }
}

function endingWith(signal: AbortSignal, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) =>
    fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal });
}

/** The sandbox's LinkID shows its own token where none is set. */
function sourceToken(config: Config, sandbox: SandboxSettings | null): Secret<string> | null {
  return config.linkIdSource.token ?? (sandbox ? Secret.of(sandbox.linkid.sourceToken) : null);
}

/** The sandbox stands in for every provider that is not configured. */
function withSandbox(config: Config, sandbox: SandboxSettings): ProviderSettings {
  const { faceImage, redirectAllowlist, providers } = config;
  return {
    onenet: providers.onenet ?? { ...sandbox.onenet, accessKey: Secret.of(sandbox.onenet.accessKey) },
    ucenter: providers.ucenter ?? {
      ...sandbox.ucenter,
      clientSecret: Secret.of(sandbox.ucenter.clientSecret),
      rejectedCodes: [422],
      faceImage,
    },
    yuxin: providers.yuxin ?? {
      ...sandbox.yuxin,
      token: Secret.of(sandbox.yuxin.token),
      key: Secret.of(sandbox.yuxin.key),
    },
    linkid: providers.linkid ?? {
      ...sandbox.linkid,
      clientSecret: Secret.of(sandbox.linkid.clientSecret),
      redirectAllowlist,
      faceImage,
    },
  };
}
