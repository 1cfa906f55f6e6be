import { Registry } from 'prom-client';
import { lookOnScrape } from '../../src/telemetry/looks';
import { startTestApp, type TestApp } from '../support/app';
import { launchScript } from '../support/process';
import { readMetrics, type SeenMetric, scrape } from '../telemetry/scrape';

/** Walks every method of a running service, as `npm run demo -- --all` does. */
export async function demonstrate(url: string): Promise<void> {
  const demo = launchScript('scripts/demo.mts', { REALNAME_URL: url }, { cwd: process.cwd() }, '--all');
  const { code } = await demo.exited;
  if (code !== 0) throw new Error(`the demo failed: ${demo.stderr}`);
}

export const startService = (): Promise<TestApp> => startTestApp({ sandboxRetryDelaysMs: [10, 20, 30] });

/** Every metric of a service after some traffic, and those that only PostgreSQL brings. */
export async function seenMetrics({ metricsUrl }: TestApp): Promise<ReadonlyMap<string, SeenMetric>> {
  const { metrics } = await scrape(metricsUrl);
  const registry = new Registry();
  lookOnScrape({
    registry,
    store: {
      undecided: async () => ({ counts: new Map(), oldest: null }),
      connections: () => ({ open: 1, idle: 1, waiting: 0 }),
    },
    inbox: { counts: () => ({ waiting: 0, aside: 0 }) },
    now: () => new Date(),
  });
  const onPostgres = readMetrics(await registry.metrics()).metrics;
  return new Map([...onPostgres, ...[...metrics].filter(([, { series }]) => series.size > 0)]);
}
