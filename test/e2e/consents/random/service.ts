import { openCatalog } from '../../../../src/app/catalog';
import { storeSettings } from '../../../../src/app/store-settings';
import { loadConfig } from '../../../../src/config/config';
import { Background } from '../../../../src/service/background';
import { followCase } from '../../../../src/service/cases/follow-case';
import type { ServiceMeter, ServiceTools } from '../../../../src/service/tools';
import { openInbox, openStore } from '../../../../src/storage/open-store';
import type { TestClock } from '../../../support/clock';

export interface InProcessService {
  readonly tools: ServiceTools;
  close(): Promise<void>;
}

const silent = new Proxy({}, { get: () => () => {} });

/** The use cases on a database in memory, without a server: fifty thousand rounds over HTTP would take an hour. */
export async function openInProcess(
  env: Readonly<Record<string, string>>,
  { now, fetch }: { readonly now: TestClock['now']; readonly fetch: typeof globalThis.fetch },
): Promise<InProcessService> {
  const config = loadConfig({ DATABASE_URL: 'sqlite::memory:', SANDBOX: 'off', ...env });
  const log = silent as ServiceTools['log'];
  const meter = silent as ServiceMeter;
  const storage = storeSettings(config, log);
  const store = await openStore(storage);
  const inbox = openInbox(':memory:', storage);
  let ids = 0;
  const background = new Background();
  const tools: ServiceTools = {
    store,
    inbox,
    catalog: openCatalog(config, null, {
      fetch,
      now,
      log,
      timeoutMs: config.providerTimeoutMs,
      circuitBreaker: { ...config.circuitBreaker, failures: Number.MAX_SAFE_INTEGER },
      meter: silent as never,
    }),
    now,
    newId() {
      ids += 1;
      return `id-${String(ids).padStart(12, '0')}`;
    },
    newToken: () => `token-${Math.random()}`,
    requestId: () => null,
    log,
    meter,
    settings: {
      publicUrl: () => 'http://127.0.0.1:4001',
      pendingTtlMs: config.pendingTtlMs,
      retentionMs: config.retentionMs,
      attempts: config.attempts,
      starts: config.starts,
      reveals: config.reveals,
      accountsPerIdentity: config.accountsPerIdentity,
      identityRetentionMs: config.identityRetentionMs,
      assurance: config.assurance.rules,
      realNameLevel: config.assurance.realNameLevel,
      factAges: config.assurance.factAges,
      locale: config.locale,
      readPatienceMs: 0,
      routing: config.routing,
      consent: config.consent,
      redirectAllowlist: config.redirectAllowlist,
      faceImage: config.faceImage,
      webhooks: config.webhooks,
      privilegedSignIn: null,
    },
    source: null,
    followCase: (attempt) => followCase(tools, attempt),
    background,
    webhooks: silent as ServiceTools['webhooks'],
    transparency: null,
  };
  return {
    tools,
    async close() {
      await background.settled();
      inbox.close();
      await store.close();
    },
  };
}
