import { Registry } from 'prom-client';
import type { Store } from '../../src/storage/store';
import { lookOnScrape } from '../../src/telemetry/looks';
import { createMetrics } from '../../src/telemetry/metrics';
import { OperationNames } from '../../src/telemetry/operation-names';
import { startTestApp, type TestAppOptions } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { pushAccepted, pushTo, samplePush } from '../support/onenet-push';
import { nextUpdate, verificationUpdated } from '../support/updates';
import { readMetrics, scrape } from './scrape';

const opened = closeAfterEach();

async function scene(options: TestAppOptions = {}) {
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(await startTestApp({ ...options, env: { ...oneNet.env, ...options.env } }));
  return { oneNet, app, metrics: () => scrape(app.metricsUrl) };
}

const ofOneNet = 'provider="ONENET",method="ONENET_PAGE"';

describe('the metrics of a verification', () => {
  it('count its start and its decision, and not its later changes', async () => {
    const { app, oneNet, metrics } = await scene();
    const started = `realname_verifications_started_total{${ofOneNet}}`;
    expect((await metrics()).value(started)).toBe(0);

    const verification = await startAtOneNet(app, oneNet);
    await pushAccepted(verification.callbackUrl, samplePush(verification));
    await pushAccepted(
      verification.callbackUrl,
      samplePush(verification, { auditStatus: '2', responseTime: 1_583_570_999_000 }),
    );

    const seen = await metrics();
    expect(seen.value(started)).toBe(1);
    const decided = (outcome: string) =>
      seen.value(`realname_verifications_decided_total{${ofOneNet},outcome="${outcome}"}`);
    expect([decided('APPROVED'), decided('REJECTED')]).toEqual([1, 0]);
    expect(seen.value(`realname_verification_failures_total{${ofOneNet},code="REVIEW_REJECTED"}`)).toBe(1);
    expect(
      seen.value('realname_provider_call_seconds_count{provider="ONENET",call="auth_url",result="http-2xx"}'),
    ).toBe(1);
  });

  it('count undecided ones by status, with the age of the oldest', async () => {
    const clock = testClock();
    const { app, oneNet, metrics } = await scene({ now: clock.now });
    await startAtOneNet(app, oneNet);
    await startAtOneNet(app, oneNet);
    clock.advance(90_000);

    const seen = await metrics();

    expect(seen.value('realname_verifications_undecided{status="AWAITING_USER"}')).toBe(2);
    expect(seen.value('realname_verifications_undecided{status="IN_REVIEW"}')).toBe(0);
    expect(seen.value('realname_verifications_oldest_undecided_seconds')).toBe(90);
    expect(seen.value('realname_database_up')).toBe(1);
  });
});

describe('the metrics of a push', () => {
  it('count it on arrival, and by its result', async () => {
    const { app, oneNet, metrics } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const address = new URL(started.callbackUrl);
    address.pathname = address.pathname.replace(/[^/]+$/, 'x'.repeat(43));

    await pushAccepted(started.callbackUrl, samplePush(started));
    await pushAccepted(started.callbackUrl, samplePush(started));
    await pushTo(started.callbackUrl, { nothing: true });
    await pushTo(address.href, samplePush(started));

    const seen = await metrics();
    expect(seen.value('realname_pushes_received_total{provider="ONENET"}')).toBe(4);
    for (const result of ['applied', 'repeated', 'malformed', 'refused']) {
      expect([result, seen.value(`realname_pushes_total{provider="ONENET",result="${result}"}`)]).toEqual([
        result,
        1,
      ]);
    }
  });
});

describe('the metrics of a subscription', () => {
  it('count it by transport while it is open, and measure the delay of its events', async () => {
    const { app, oneNet, metrics } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const socket = app.subscribe(verificationUpdated, { id: started.id, sinceVersion: 0 });
    const stream = opened.keep(
      await openEventStream(app.url, verificationUpdated, { variables: { id: started.id, sinceVersion: 0 } }),
    );
    // Past events that a subscriber catches up on do not count as late.
    for (let version = 1; version <= 2; version += 1) {
      await nextUpdate(socket as never);
      await stream.next();
    }

    const before = await metrics();
    await pushAccepted(started.callbackUrl, samplePush(started));
    await nextUpdate(socket as never);
    await stream.next();
    await pushAccepted(started.callbackUrl, samplePush(started, { responseTime: 1_583_570_999_000 }));
    await nextUpdate(socket as never);
    await stream.next();
    const after = await metrics();

    const open = (transport: string) => before.value(`realname_subscribers{transport="${transport}"}`);
    expect([open('websocket'), open('sse'), open('callback')]).toEqual([1, 1, 0]);
    expect(before.value('realname_event_lag_seconds_count')).toBe(0);
    // The last events may not have been asked after yet.
    expect(after.value('realname_event_lag_seconds_count')).toBeGreaterThanOrEqual(2);

    await socket.stop();
    await expect(gone(metrics, 'realname_subscribers{transport="websocket"}')).resolves.toBe(0);
  });
});

/** Zero, as soon as it is. */
async function gone(metrics: () => ReturnType<typeof scrape>, series: string): Promise<number> {
  for (;;) {
    const value = (await metrics()).value(series);
    if (value === 0) return value;
  }
}

describe('the metrics of an operation', () => {
  it.each([
    ['compiled', 'on'],
    ['interpreted', 'off'],
  ])('count it once as %s, by type, name and outcome', async (_how, compiler) => {
    const { app, metrics } = await scene({ env: { QUERY_COMPILER: compiler } });

    for (let n = 0; n < 3; n += 1) await app.send('query Known { __typename }');
    await app.send('query Denied { verifications { nodes { id } } }', {}, { 'x-dev-scopes': 'none' });
    await app.send('query Broken { nothing }');
    await app.send('query Variables($id: ID!) { verification(id: $id) { id } }', { id: { no: 'id' } });
    await app.send('{ __typename }');

    const seen = await metrics();
    const count = (labels: string) => seen.value(`realname_graphql_seconds_count{${labels}}`);
    expect(count('type="query",operation="Known",outcome="ok"')).toBe(3);
    expect(count('type="query",operation="Denied",outcome="error"')).toBe(1);
    expect(count('type="unknown",operation="none",outcome="refused"')).toBe(1);
    expect(count('type="query",operation="none",outcome="refused"')).toBe(1);
    expect(count('type="query",operation="anonymous",outcome="ok"')).toBe(1);
  });

  it('have a label for its name while the number of names is bounded', () => {
    const names = new OperationNames(2);

    expect(['A', 'B', 'C', 'A', null, 'B'].map((name) => names.labelOf(name))).toEqual([
      'A',
      'B',
      'other',
      'A',
      'anonymous',
      'B',
    ]);
  });
});

describe('the metrics of a provider with several servers', () => {
  it('show it as unavailable while any of them is', async () => {
    const { registry, meter } = createMetrics();
    const shown = async () =>
      readMetrics(await registry.metrics()).value('realname_provider_unavailable{provider="LINKID"}');
    const line = (isOpen: boolean) => meter.breaker({ provider: 'LINKID', isOpen });

    line(true);
    line(true);
    line(false);
    expect(await shown()).toBe(1);

    line(false);
    expect(await shown()).toBe(0);
  });
});

describe('the metrics of the database', () => {
  const looking = (count: Store['undecided']['count'], keptMs?: number) => {
    const registry = new Registry();
    lookOnScrape({
      registry,
      store: {
        undecided: { count },
        retention: { outlived: async () => ['v-1'] },
        database: { ping: async () => {}, connections: () => ({ open: 3, idle: 2, waiting: 1 }) },
      },
      inbox: { counts: () => ({ waiting: 5, aside: 1 }) },
      now: () => new Date(0),
      retentionMs: 0,
      inboxPath: ':memory:',
      ...(keptMs !== undefined && { keptMs }),
    });
    return async () => readMetrics(await registry.metrics());
  };

  it('are read from it at intervals, however often they are scraped', async () => {
    let asked = 0;
    const look = looking(async () => {
      asked += 1;
      return { counts: new Map(), oldest: null };
    });

    await Promise.all([look(), look()]);
    await look();

    expect(asked).toBe(1);
  });

  it('show that it is down, and the other metrics are served all the same', async () => {
    const look = looking(() => Promise.reject(new Error('away')), 0);

    const seen = await look();

    expect(seen.value('realname_database_up')).toBe(0);
    expect(seen.value('realname_inbox_pushes{state="waiting"}')).toBe(5);
    expect(seen.value('realname_database_connections{state="waiting"}')).toBe(1);
  });
});
