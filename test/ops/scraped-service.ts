import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { lookOnScrape } from '../../src/telemetry/looks';
import { startTestApp, type TestApp } from '../support/app';
import { launchScript } from '../support/process';
import { temporaryFolder } from '../support/temporary-folder';
import { gao } from '../support/ucenter-inputs';
import { readMetrics, type SeenMetric, scrape } from '../telemetry/scrape';

/** Walks every method of a running service, as `npm run demo -- --all` does, and opens a case. */
export async function demonstrate(url: string): Promise<void> {
  const demo = launchScript('scripts/demo.mts', { REALNAME_URL: url }, { cwd: process.cwd() }, '--all');
  const { code } = await demo.exited;
  if (code !== 0) throw new Error(`the demo failed: ${demo.stderr}`);
  const evidence = { name: gao.name, certNo: gao.identityNo, mobileNo: gao.mobileNo };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-dev-guid': 'account-of-a-case' },
    body: JSON.stringify({
      query:
        'mutation ($input: VerifyIdentityInput!) { verifyIdentity(input: $input) { identityCase { id } } }',
      variables: { input: { evidence } },
    }),
  });
  const answer = (await response.json()) as { data?: { verifyIdentity: { identityCase: unknown } } };
  if (!answer.data?.verifyIdentity.identityCase) throw new Error(`no case: ${JSON.stringify(answer)}`);
}

/** With a policy that names a price, which is what `realname_case_cost_total` adds up. */
export async function startService(): Promise<TestApp> {
  const folder = temporaryFolder();
  try {
    const policy = join(folder.path, 'policy.json');
    const prices = { MOBILE_OWNER: 30 };
    writeFileSync(policy, JSON.stringify({ name: 'scraped', version: '1', purposes: {}, prices }));
    const env = { ROUTING_POLICY: policy };
    return await startTestApp({ env, sandboxRetryDelaysMs: [10, 20, 30] });
  } finally {
    folder.remove();
  }
}

/** Every metric of a service after some traffic, and those that only PostgreSQL brings. */
export async function seenMetrics({ metricsUrl }: TestApp): Promise<ReadonlyMap<string, SeenMetric>> {
  const { metrics } = await scrape(metricsUrl);
  const registry = new Registry();
  lookOnScrape({
    registry,
    store: {
      undecided: { count: async () => ({ counts: new Map(), oldest: null }) },
      retention: { outlived: async () => [] },
      database: { ping: async () => {}, connections: () => ({ open: 1, idle: 1, waiting: 0 }) },
    },
    inbox: { counts: () => ({ waiting: 0, aside: 0 }) },
    now: () => new Date(),
    retentionMs: 0,
    inboxPath: join(tmpdir(), 'pushes.inbox'),
  });
  const onPostgres = readMetrics(await registry.metrics()).metrics;
  return new Map([...onPostgres, ...[...metrics].filter(([, { series }]) => series.size > 0)]);
}
