// First: the decorators of graphql types need it as soon as they are loaded.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { DestinationStream } from 'pino';
import type { Registry } from 'prom-client';
import { v7 as newUuid } from 'uuid';
import type { Config } from '../config/config';

import { policyWith } from '../domain/assurance/policy';
import { isLoopbackHost } from '../domain/input/address-check';

import type { ResolverClass } from '../graphql/schema';
import { openWebhookSender } from '../http/destinations/webhook-sender';
import { ClientAddresses } from '../http/server/client-addresses';
import { startServer } from '../http/server/server';
import { startDeliveries } from '../jobs/deliveries';
import { startSequencer } from '../jobs/sequencer';
import { startSweeper } from '../jobs/sweeper';
import type { SandboxOptions } from '../sandbox/server';
import { Background } from '../service/background';
import { followCase } from '../service/cases/follow-case';
import type { ServiceLog, ServiceTools } from '../service/tools';
import { openInbox, openStore } from '../storage/open-store';
import { createLogger } from '../telemetry/logger';
import { openTelemetry } from '../telemetry/telemetry';
import { openCatalog } from './catalog';
import { linkIdSource } from './linkid-source';
import { openCallers } from './open-callers';
import { openWhenThere } from './open-when-there';
import { openSandbox, sourceToken } from './sandbox';
import { schemaFor } from './schema';
import { openServerConfig, startMetrics } from './server-config';
import { storeSettings } from './store-settings';
import { keepTransparencyLog, openTransparencyLog } from './transparency';
import { openWaiting } from './waiting';

export interface App {
  /** Address of the service. */
  readonly url: string;
  /** Public address, for providers and browsers. */
  readonly publicUrl: string;
  /** Address of the metrics, for Prometheus. */
  readonly metricsUrl: string;
  /** Address of the sandbox; null if it is off. */
  readonly sandboxUrl: string | null;
  /** Stops intake, ends what is under way, closes sockets, then the database. */
  close(): Promise<void>;
}

/** Replacements that a test may inject, and the signal that ends a start. */
export interface Overrides {
  /** Ends a start that waits for the database; it rejects with StartStopped then. */
  readonly stopped?: AbortSignal;
  /** Whether threads may be started, which needs compiled code. */
  readonly hasThreads?: boolean;
  readonly now?: () => Date;
  readonly fetch?: typeof globalThis.fetch;
  readonly log?: ServiceLog;
  /** Destination of the service's own log; `log` is not used then. */
  readonly logDestination?: DestinationStream;
  /** Pause between two rounds of the sweeper, in milliseconds. */
  readonly sweepPauseMs?: number;
  /** How long the reading of an event is repeated before its stream ends with an error, in milliseconds. */
  readonly readPatienceMs?: number;
  /** Pauses before the sandbox's OneNET repeats a push, in milliseconds. */
  readonly sandboxRetryDelaysMs?: readonly number[];
  /** Twins of providers besides the four. */
  readonly moreTwins?: NonNullable<SandboxOptions['moreTwins']>;
  /** How many uses of an operation compile it. */
  readonly compileAfter?: number;
  /** Resolver classes besides the service's own. */
  readonly moreResolvers?: readonly ResolverClass[];
}

/** Within 10 s of its time an undecided verification is expired; half of that leaves room for a slow round. */
const defaultSweepPauseMs = 5000;

/** A failover of the database takes less than this. */
const defaultReadPatienceMs = 30_000;

/** Time limit for running work when the service closes; together less than the 10 s that Docker gives. */
const providerGraceMs = 4000;
const drainMs = 5000;

/** Operations that are used once or twice are not worth compiling. */
const defaultCompileAfter = 3;

/**
 * A GraphQL request may hold a photo of twice the size that is accepted, so that a photo that is a little too large is
 * refused at its field and not by a bare 413. Line breaks in it count as well.
 */
const photoRoom = 2;
/** Room in a GraphQL request next to a Base64 photo. */
const queryBytes = 128 * 1024;

/** The one composition root: opens everything in order, and closes it in reverse order if anything fails. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const now = overrides.now ?? (() => new Date());
  const fetch = overrides.fetch ?? globalThis.fetch;
  const telemetry = await openTelemetry(config.traces, fetch);
  const { logDestination } = overrides;
  const ownLog = () => createLogger(config.logLevel, logDestination, telemetry.scopeFields);
  const log = logDestination ? ownLog() : (overrides.log ?? ownLog());
  for (const { name, meant } of config.unknown) {
    log.warn({ setting: name, meant }, 'unknown setting in the environment');
  }
  if (config.database.kind === 'postgres' && config.keyStore.kind === 'database') {
    log.warn(
      { setting: 'KEYSTORE_URL' },
      'account keys are in the database itself, from whose files an erased key can be read again',
    );
  }
  const { metrics, meter } = telemetry;
  const closers = [telemetry.close];
  const closing = new AbortController();
  const close = async () => {
    // A slow provider is not waited for any longer than this, so that a missing answer can still be recorded.
    const grace = setTimeout(() => closing.abort(), providerGraceMs);
    const faults: unknown[] = [];
    for (let closer = closers.pop(); closer; closer = closers.pop()) {
      await closer().catch((error: unknown) => faults.push(error));
    }
    clearTimeout(grace);
    if (faults.length > 0) throw faults[0];
  };

  try {
    const limits = openServerConfig(config);
    const storage = storeSettings(config, log);
    const onAltered = (id: string, kind: 'verification' | 'case') => {
      meter.alteredRecord();
      log.error(
        kind === 'case' ? { caseId: id } : { verificationId: id },
        'record was changed outside of this service: it is not believed',
      );
    };
    const sandbox = config.sandbox
      ? await openSandbox({
          // Its pages and twins obey every client: it listens on this machine only, whatever the service does.
          host: isLoopbackHost(config.host) ? config.host : '127.0.0.1',
          port: config.sandbox.port,
          now,
          fetch,
          log,
          ...(overrides.sandboxRetryDelaysMs && { retryDelaysMs: overrides.sandboxRetryDelaysMs }),
          ...(overrides.moreTwins && { moreTwins: overrides.moreTwins }),
        })
      : null;
    if (sandbox) closers.push(() => sandbox.close());

    const providerTools = {
      fetch: endingWith(closing.signal, fetch),
      now,
      log,
      timeoutMs: config.providerTimeoutMs,
      circuitBreaker: config.circuitBreaker,
      meter,
    };
    const catalog = openCatalog(config, sandbox?.environment ?? null, providerTools);
    telemetry.expect(catalog.offered().filter(({ enabled }) => enabled));

    let publicUrl = config.publicUrl ?? '';
    const allowedHosts = config.auth.mode === 'dev' ? () => [publicUrl] : null;
    const { metrics: ownAddress } = config.server;
    const startOwnMetrics = ownAddress && ((of: Registry) => startMetrics(of, ownAddress, allowedHosts));
    let openedInbox: ReturnType<typeof openInbox> | null = null;
    const inboxOnce = () => {
      if (!openedInbox) {
        const opened = openInbox(config.inboxPath, storage, config.inboxMaxBytes);
        closers.push(async () => opened.close());
        openedInbox = opened;
      }
      return openedInbox;
    };
    const store = await openWhenThere(
      () => openStore({ ...storage, meter, onAltered, hasEntryThread: overrides.hasThreads ?? false }),
      {
        wait(state) {
          const early = inboxOnce();
          return openWaiting({
            host: config.host,
            port: config.port,
            allowedHosts,
            state,
            tools: { catalog, inbox: early, hashing: early.hashing(), now, log, meter },
            metrics: telemetry.whileAway({ inbox: early, inboxPath: config.inboxPath }),
            startMetrics: startOwnMetrics,
          });
        },
        log,
        stopped: overrides.stopped ?? closing.signal,
      },
    );
    closers.push(() => store.close());
    const processId = newUuid();
    await store.encryption.announceProcess(processId);
    // If the database is away, the row is removed a minute later.
    closers.push(() => store.encryption.leaveProcess(processId).catch(() => {}));
    const inbox = inboxOnce();
    // A start on SQLite needs no network, and waits for nothing.
    if (config.database.kind === 'postgres') inbox.keepHashSecret(store.encryption.sealedHashSecret());
    telemetry.watch({ store, inbox, now, retentionMs: config.retentionMs, inboxPath: config.inboxPath });
    const background = new Background();
    const webhooks = openWebhookSender({
      allowedOrigins: config.webhooks.allowlist,
      timeoutMs: config.webhooks.timeoutMs,
    });
    closers.push(async () => webhooks.close());
    const transparency = await openTransparencyLog(config, { store, log, fetch });
    const tools: ServiceTools = {
      store,
      inbox,
      catalog,
      now,
      newId: () => newUuid(),
      newToken: () => randomBytes(32).toString('base64url'),
      requestId: () => telemetry.scopeFields().requestId ?? null,
      log,
      meter,
      settings: {
        publicUrl: () => publicUrl,
        pendingTtlMs: config.pendingTtlMs,
        retentionMs: config.retentionMs,
        attempts: config.attempts,
        starts: config.starts,
        reveals: config.reveals,
        accountsPerIdentity: config.accountsPerIdentity,
        identityRetentionMs: config.identityRetentionMs,
        assurance: {
          ...config.assurance.rules,
          policy: policyWith(config.assurance.rules.policy, catalog.offered()),
        },
        realNameLevel: config.assurance.realNameLevel,
        factAges: config.assurance.factAges,
        locale: config.locale,
        readPatienceMs: overrides.readPatienceMs ?? defaultReadPatienceMs,
        routing: config.routing,
        consent: config.consent,
        redirectAllowlist: config.redirectAllowlist,
        faceImage: config.faceImage,
        webhooks: config.webhooks,
        privilegedSignIn: config.auth.mode === 'jwt' ? config.auth.privilegedSignIn : null,
      },
      webhooks,
      source: linkIdSource(config, catalog, now),
      followCase: (attempt) => followCase(tools, attempt),
      background,
      transparency,
    };
    closers.push(() => background.settled());

    const ownMetrics = startOwnMetrics && (await startOwnMetrics(metrics));
    if (ownMetrics) closers.push(() => ownMetrics.close());

    const addresses = new ClientAddresses(config.server.trustedProxies);
    const callers = openCallers(config, { now, fetch, addresses, log, meter });
    closers.push(() => callers.close());
    const server = await startServer({
      tools,
      callers,
      addresses,
      observer: telemetry.observer({ log, allNames: limits.trusted !== null }),
      metrics: ownMetrics ? null : metrics,
      host: config.host,
      port: config.port,
      allowedHosts,
      isHttps: publicUrl.startsWith('https:'),
      serverLimits: limits,
      drainMs,
      sourceToken: tools.source && sourceToken(config, sandbox?.environment ?? null),
      bodyLimit: Math.ceil((photoRoom * config.faceImage.maxBytes * 4) / 3) + queryBytes,
      compileAfter: overrides.compileAfter ?? defaultCompileAfter,
      schema: schemaFor(config.registry, overrides.moreResolvers).schema,
    });
    closers.push(() => server.close());
    publicUrl ||= server.url;

    if (store.sequencing) closers.push(startSequencer(tools, store.sequencing));
    if (transparency) closers.push(await keepTransparencyLog(tools, transparency));
    closers.push(startSweeper({ ...tools, processId }, overrides.sweepPauseMs ?? defaultSweepPauseMs));
    closers.push(startDeliveries(tools, webhooks));
    const metricsUrl = `${ownMetrics?.url ?? server.url}/metrics`;
    return { url: server.url, publicUrl, metricsUrl, sandboxUrl: sandbox?.url ?? null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function endingWith(signal: AbortSignal, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) =>
    fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal });
}
