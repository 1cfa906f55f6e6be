import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, type StartedAtOneNet, startAtOneNet } from '../../support/fake-onenet';
import { acknowledgement, laterPush, pushAccepted, pushTo, samplePush } from '../../support/onenet-push';
import { lookAt } from '../../support/verification';

const opened = closeAfterEach();
const dayMs = 86_400_000;

async function scene(options: Parameters<typeof startTestApp>[0] = {}) {
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(await startTestApp({ ...options, env: { ...oneNet.env, ...options.env } }));
  return { app, oneNet, started: await startAtOneNet(app, oneNet) };
}

const updates = `subscription ($id: ID!) {
  verificationUpdated(id: $id, sinceVersion: 0) { version status cause }
}`;

/** Waits for an event of a verification that the service brings about by itself. */
async function reached(
  app: TestApp,
  { id }: StartedAtOneNet,
  isIt: (event: { status: string; cause: string }) => boolean,
): Promise<void> {
  const events = app.subscribe<{ verificationUpdated: { status: string; cause: string } }>(updates, { id });
  try {
    while (!isIt((await events.next()).verificationUpdated));
  } finally {
    await events.stop();
  }
}

function expired(app: TestApp, started: StartedAtOneNet): Promise<void> {
  return reached(app, started, ({ status }) => status === 'EXPIRED');
}

async function cancel(app: TestApp, { id }: StartedAtOneNet): Promise<void> {
  await app.query('mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }', { id });
}

describe('a repeated push', () => {
  it('is acknowledged and changes nothing', async () => {
    const { app, started } = await scene();
    await pushAccepted(started.callbackUrl, samplePush(started));
    const before = await lookAt(app, started.id);

    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await pushTo(started.callbackUrl, samplePush(started)));

    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([200, acknowledgement]));
    expect(await lookAt(app, started.id)).toEqual(before);
  });

  it('is recognised although its content differs', async () => {
    const { app, started } = await scene();
    await pushAccepted(started.callbackUrl, samplePush(started));
    const before = await lookAt(app, started.id);

    await pushAccepted(started.callbackUrl, { ...samplePush(started), custInfo: { custName: '别人' } });

    expect(await lookAt(app, started.id)).toEqual(before);
  });

  it('counts once when it arrives many times at once', async () => {
    const { app, started } = await scene();

    const answers = await Promise.all(
      Array.from({ length: 12 }, () => pushTo(started.callbackUrl, samplePush(started))),
    );

    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set([acknowledgement]));
    expect(await lookAt(app, started.id)).toMatchObject({ version: 3, status: 'APPROVED' });
  });

  it.each([
    ['status', { auditStatus: '3' }],
    ['transactionID', { transactionID: '23003020200404161716000048' }],
    ['responseTime', { responseTime: 1_583_570_441_872 }],
  ])('is a new push if its %s differs', async (_field, changes) => {
    const { app, started } = await scene();
    await pushAccepted(started.callbackUrl, samplePush(started));

    await pushAccepted(started.callbackUrl, samplePush(started, changes));

    const seen = await lookAt(app, started.id);
    expect(seen.version).toBe(4);
    expect(seen.history).toHaveLength(4);
  });
});

describe('pushes that arrive out of order', () => {
  it('end in the newest status; the older push stands in the history only', async () => {
    const { app, started } = await scene();
    await pushAccepted(started.callbackUrl, laterPush(started, 2, '0'));
    const before = await lookAt(app, started.id);

    await pushAccepted(started.callbackUrl, laterPush(started, 1, '2'));

    const seen = await lookAt(app, started.id);
    expect(seen).toMatchObject({
      version: 4,
      status: 'APPROVED',
      failure: null,
      auditInfo: { auditStatus: 'PASSED', responseTime: before.auditInfo?.['responseTime'] },
      references: before.references,
    });
    expect(seen.decidedAt).toBe(before.decidedAt);
    expect(seen.history.at(-1)).toMatchObject({ version: 4, status: 'APPROVED', cause: 'PROVIDER_CALLBACK' });
  });

  it('lead to the same status in every order of arrival', async () => {
    const statuses = ['1', '2', '0', '4'];
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ];
    const ends = [];
    for (const order of orders) {
      const { app, started } = await scene();
      for (const n of order)
        await pushAccepted(started.callbackUrl, laterPush(started, n, statuses[n] ?? ''));
      const { version, status, secondInspection, failure, auditInfo } = await lookAt(app, started.id);
      ends.push({ version, status, secondInspection, failure, auditStatus: auditInfo?.['auditStatus'] });
    }

    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(ends[0]).toMatchObject({ version: 6, status: 'REJECTED', secondInspection: 'FAILED' });
  });

  it('let a later approval after a rejection count', async () => {
    const { app, started } = await scene();
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '2'));

    await pushAccepted(started.callbackUrl, laterPush(started, 2, '0'));

    expect(await lookAt(app, started.id)).toMatchObject({ status: 'APPROVED', failure: null, version: 4 });
  });

  it('get one version each when they arrive at once', async () => {
    const { app, started } = await scene();

    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        pushAccepted(started.callbackUrl, laterPush(started, n, n === 19 ? '2' : '0')),
      ),
    );

    const seen = await lookAt(app, started.id);
    expect(seen).toMatchObject({ version: 22, status: 'REJECTED' });
    expect(seen.history.map(({ version }) => version)).toEqual(Array.from({ length: 22 }, (_, n) => n + 1));
  });

  it('do not let a time far in the future outrank every later push', async () => {
    const { app, started } = await scene();
    await pushAccepted(
      started.callbackUrl,
      samplePush(started, { auditStatus: '0', responseTime: Date.now() + 400 * dayMs }),
    );

    await pushAccepted(
      started.callbackUrl,
      samplePush(started, { auditStatus: '4', responseTime: Date.now() + 60_000 }),
    );

    expect(await lookAt(app, started.id)).toMatchObject({ status: 'REJECTED', secondInspection: 'FAILED' });
  });
});

describe('a push after the end of a verification', () => {
  it('still decides an expired verification', async () => {
    const clock = testClock();
    const { app, started } = await scene({ now: clock.now, sweepPauseMs: 5 });
    clock.advance(dayMs);
    await expired(app, started);
    expect(await lookAt(app, started.id)).toMatchObject({ status: 'EXPIRED', version: 3, expiresAt: null });

    await pushAccepted(started.callbackUrl, samplePush(started));

    const seen = await lookAt(app, started.id);
    expect(seen).toMatchObject({ status: 'APPROVED', version: 4 });
    expect(seen.history.map(({ cause }) => cause)).toEqual([
      'REQUESTED',
      'PROVIDER_RESPONSE',
      'TIMED_OUT',
      'PROVIDER_CALLBACK',
    ]);
  });

  it('does not reopen a decided verification when it says that a review continues', async () => {
    const clock = testClock();
    const { app, started } = await scene({ now: clock.now, sweepPauseMs: 5 });
    clock.advance(dayMs);
    await expired(app, started);

    await pushAccepted(started.callbackUrl, samplePush(started, { auditStatus: '1' }));

    expect(await lookAt(app, started.id)).toMatchObject({ status: 'EXPIRED', version: 4, expiresAt: null });
  });

  it('expires a review after PENDING_TTL_SECONDS', async () => {
    const { app, started } = await scene({ env: { PENDING_TTL_SECONDS: '1' }, sweepPauseMs: 20 });

    await expired(app, started);

    const { history } = await lookAt(app, started.id);
    expect(history.at(-1)).toMatchObject({ status: 'EXPIRED', cause: 'TIMED_OUT' });
  });

  it('does not make a decided verification expire', async () => {
    const clock = testClock();
    const { app, oneNet, started } = await scene({ now: clock.now, sweepPauseMs: 5 });
    await pushAccepted(started.callbackUrl, samplePush(started));
    const other = await startAtOneNet(app, oneNet);
    clock.advance(2 * dayMs);

    await expired(app, other);

    expect(await lookAt(app, started.id)).toMatchObject({ status: 'APPROVED', version: 3 });
  });

  it("starts the retention time at its arrival, however old OneNET's decision is", async () => {
    const clock = testClock();
    const env = { RETENTION_DAYS: '30' };
    const { app, oneNet, started: older } = await scene({ env, now: clock.now, sweepPauseMs: 5 });
    await cancel(app, older);
    clock.advance(dayMs);
    const started = await startAtOneNet(app, oneNet);
    await pushAccepted(started.callbackUrl, samplePush(started));

    clock.advance(29.5 * dayMs);
    await reached(app, older, ({ cause }) => cause === 'REDACTED');
    expect(await lookAt(app, started.id)).toMatchObject({ version: 3, subject: { realName: '六*' } });

    clock.advance(dayMs);
    await reached(app, started, ({ cause }) => cause === 'REDACTED');
    expect(await lookAt(app, started.id)).toMatchObject({
      version: 4,
      status: 'APPROVED',
      subject: { realName: null, mobileNo: null },
      auditInfo: null,
    });
  });

  it('is recorded in the history only after a cancellation', async () => {
    const { app, started } = await scene();
    await cancel(app, started);

    await pushAccepted(started.callbackUrl, samplePush(started));

    const seen = await lookAt(app, started.id);
    expect(seen).toMatchObject({
      status: 'CANCELED',
      version: 4,
      decidedAt: null,
      auditInfo: null,
      subject: { realName: null, identityNo: null },
    });
    expect(seen.history.at(-1)).toMatchObject({ status: 'CANCELED', cause: 'PROVIDER_CALLBACK' });
  });
});
