import { Registry } from 'prom-client';
import type { Store } from '../../src/storage/store';
import { lookOnScrape } from '../../src/telemetry/looks';
import { createMetrics } from '../../src/telemetry/metrics';
import { observedStore } from '../../src/telemetry/observed-store';
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

describe('a verification', () => {
  it('is counted when it starts, when it is decided, and not again when it changes later', async () => {
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
    expect([decided('APPROVED'), decided('REJECTED')]).toEqual([1, undefined]);
    expect(seen.value(`realname_verification_failures_total{${ofOneNet},code="REVIEW_REJECTED"}`)).toBe(1);
    expect(
      seen.value('realname_provider_call_seconds_count{provider="ONENET",call="auth_url",result="http-2xx"}'),
    ).toBe(1);
  });

  it('that waits is counted by status, with the age of the oldest', async () => {
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

describe('a push', () => {
  it('is counted when it comes, and by what became of it', async () => {
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

describe('a subscription', () => {
  it('is counted by its transport while it is open, and tells how late its events are', async () => {
    const { app, oneNet, metrics } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const socket = app.subscribe(verificationUpdated, { id: started.id, sinceVersion: 0 });
    const stream = opened.keep(
      await openEventStream(app.url, verificationUpdated, { variables: { id: started.id, sinceVersion: 0 } }),
    );
    // What is caught up with is no sign of lateness.
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

describe('an operation', () => {
  it.each([
    ['compiled', 'on'],
    ['interpreted', 'off'],
  ])('that is %s is counted once, by type, name and outcome', async (_how, compiler) => {
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

  it('has a name of its own in the metrics as long as there are few names', () => {
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

describe('a provider with several lines', () => {
  it('is unavailable while any of them is', async () => {
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

describe('the database', () => {
  it('has its time measured, by what is done and whether it could be done', async () => {
    const work: string[] = [];
    const store = observedStore(
      {
        find: () => Promise.resolve(new Map()),
        change: () => Promise.reject(new Error('away')),
        fingerprint: (text: string) => `hash of ${text}`,
      } as unknown as Store,
      { store: ({ name, kind, result }) => work.push(`${name} ${kind} ${result}`) },
    );

    await store.find([]);
    await expect(store.change('id', () => null)).rejects.toThrow('away');

    expect(store.fingerprint('x')).toBe('hash of x');
    expect(work).toEqual(['find read ok', 'change change failed']);
  });

  const looking = (undecided: Store['undecided'], keptMs?: number) => {
    const registry = new Registry();
    lookOnScrape({
      registry,
      store: { undecided, connections: () => ({ open: 3, idle: 2, waiting: 1 }) },
      inbox: { counts: () => ({ waiting: 5, aside: 1 }) },
      now: () => new Date(0),
      ...(keptMs !== undefined && { keptMs }),
    });
    return async () => readMetrics(await registry.metrics());
  };

  it('is asked for what waits once in a while, however often somebody scrapes', async () => {
    let asked = 0;
    const look = looking(async () => {
      asked += 1;
      return { counts: new Map(), oldest: null };
    });

    await Promise.all([look(), look()]);
    await look();

    expect(asked).toBe(1);
  });

  it('that is away is shown as such, and the rest is shown all the same', async () => {
    const look = looking(() => Promise.reject(new Error('away')), 0);

    const seen = await look();

    expect(seen.value('realname_database_up')).toBe(0);
    expect(seen.value('realname_inbox_pushes{state="waiting"}')).toBe(5);
    expect(seen.value('realname_database_connections{state="waiting"}')).toBe(1);
  });
});
