import { startTestApp, type TestApp } from '../../support/app';
import { type TestClock, testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeLinkId, refuse } from '../../support/fake-linkid';
import { type ProbedApp, startProbedApp } from '../../support/probed-app';
import { nextUpdate, verificationUpdated } from '../../support/updates';
import { visit } from './browser';
import { changes, lookAt, redirectUri, refresh, startedPage } from './operations';

const opened = closeAfterEach();
const second = 1000;
const hour = 3600 * second;

type Options = Parameters<typeof openFakeLinkId>[0];

/** A service whose clock only the test moves, before LinkID's far end. */
async function openStarted(options: Options = {}, env: Record<string, string> = {}) {
  const clock = testClock();
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(
    await startProbedApp({ now: clock.now, sweepPauseMs: 2, env: { ...linkId.env, ...env } }),
  );
  const { id } = await startedPage(app);
  return { clock, linkId, app, id, comeBack: (at: string) => visit(linkId.returnAddress(at)) };
}

/** The first change after a version, from whatever cause. */
async function changeAfter(app: TestApp, id: string, sinceVersion: number) {
  const following = app.subscribe<Record<string, never>>(verificationUpdated, { id, sinceVersion });
  try {
    return await nextUpdate(following);
  } finally {
    await following.stop();
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

/** When the sweeper has asked and put down when to ask next. */
function asked({ tools }: ProbedApp, { now }: TestClock): Promise<void> {
  return until(async () => (await tools.store.undecided.dueForPolling(['LINKID'], now(), 1)).length === 0);
}

/** In how many milliseconds the verification is asked about again, and how often that was in vain. */
async function nextAsk({ tools }: ProbedApp, { now }: TestClock) {
  const dueIn = async (ms: number) =>
    (await tools.store.undecided.dueForPolling(['LINKID'], new Date(now().getTime() + ms), 1))[0];
  let [low, high] = [0, 2 * hour];
  const found = await dueIn(high);
  if (!found) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await dueIn(middle)) high = middle;
    else low = middle;
  }
  return { inMs: high, asks: found.asks };
}

const silences = [
  ['never answers', 'hang'],
  ['cuts the connection', 'cut'],
  ['answers with HTTP 500', { status: 500 }],
  ['answers what is not JSON', { raw: '<p>502</p>' }],
] as const;

describe('a return that LinkID does not answer', () => {
  it.each(silences)(
    'because it %s stays PENDING with its at, and the browser is redirected',
    async (_what, reaction) => {
      const { app, id, comeBack } = await openStarted(
        { result: () => reaction },
        { PROVIDER_TIMEOUT_MS: '1000' },
      );

      const { status, location } = await comeBack('at-1');

      expect(status).toBe(303);
      expect(location).toContain(`verificationId=${id}&status=PENDING`);
      const verification = await lookAt(app, id);
      expect(verification).toMatchObject({
        version: 3,
        status: 'PENDING',
        references: { at: 'at-1' },
        failure: null,
        authUrl: null,
        expiresAt: expect.any(String),
      });
      expect(changes(verification).at(-1)).toBe('PENDING USER_RETURNED');
    },
  );

  it('becomes one event, however often the browser loads it', async () => {
    const { app, id, comeBack } = await openStarted({ result: () => ({ status: 500 }) });

    await Promise.all([comeBack('at-1'), comeBack('at-1')]);
    await comeBack('at-1');

    expect(await lookAt(app, id)).toMatchObject({ version: 3, status: 'PENDING' });
  });

  it('is decided when the browser loads it again and LinkID answers', async () => {
    const { linkId, app, id, comeBack } = await openStarted({
      // A question that meets silence is asked a second time at once.
      result: (_at, count) => (count <= 2 ? { status: 500 } : linkId.verdict(true)),
    });
    await comeBack('at-1');

    const { location } = await comeBack('at-1');

    expect(location).toContain('status=APPROVED');
    expect(await lookAt(app, id)).toMatchObject({ version: 4, status: 'APPROVED' });
  });

  it('because it refuses stays unchanged, with its at', async () => {
    const { app, id, comeBack } = await openStarted({ result: () => refuse(999) });

    const { location } = await comeBack('at-1');

    expect(location).toContain('status=AWAITING_USER');
    expect(await lookAt(app, id)).toMatchObject({
      version: 3,
      status: 'AWAITING_USER',
      references: { at: 'at-1' },
    });
  });
});

describe('polling by the service', () => {
  it.each([
    [true, 'APPROVED'],
    [false, 'REJECTED'],
  ])('starts after 30 seconds and records the verdict (passed: %s)', async (passed, status) => {
    const { clock, linkId, app, id, comeBack } = await openStarted({
      result: (_at, count) => (count <= 2 ? { status: 500 } : linkId.verdict(passed)),
    });
    await comeBack('at-1');

    clock.advance(30 * second);

    expect(await changeAfter(app, id, 3)).toMatchObject({ version: 4, status, cause: 'PROVIDER_QUERY' });
    expect(linkId.asked).toEqual(['at-1', 'at-1', 'at-1']);
  });

  it('backs off to an hour, without an event for an answer without a verdict', async () => {
    const { clock, linkId, app, id, comeBack } = await openStarted(
      { result: () => refuse(404) },
      { PENDING_TTL_SECONDS: '31536000' },
    );
    await comeBack('at-1');
    const pauses: (number | undefined)[] = [];

    for (let asks = 0; asks < 9; asks += 1) {
      const next = await nextAsk(app, clock);
      expect(next?.asks).toBe(asks);
      pauses.push(next?.inMs);
      clock.advance(next?.inMs ?? 0);
      await asked(app, clock);
      expect(linkId.asked).toHaveLength(asks + 2);
    }

    expect(pauses.map((ms) => (ms ?? 0) / second)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect(await lookAt(app, id)).toMatchObject({ version: 3 });
  });

  it('starts with the shortest pause again after a change', async () => {
    const { clock, app, comeBack } = await openStarted({ result: () => refuse(404) });
    await comeBack('at-1');
    clock.advance(30 * second);
    await asked(app, clock);
    expect(await nextAsk(app, clock)).toEqual({ inMs: 60 * second, asks: 1 });

    await comeBack('at-2');

    expect(await nextAsk(app, clock)).toEqual({ inMs: 30 * second, asks: 0 });
  });

  it('sends nothing without an at, and does not look again', async () => {
    const { clock, linkId, app } = await openStarted();

    clock.advance(30 * second);
    await asked(app, clock);

    expect(linkId.asked).toEqual([]);
    expect(await nextAsk(app, clock)).toBeNull();
  });

  it('does not repeat for a verification decided during a poll', async () => {
    const { clock, linkId, app, id, comeBack } = await openStarted(
      {
        result: (at, count) => (count <= 2 ? { status: 500 } : at === 'at-1' ? 'hang' : linkId.verdict(true)),
      },
      { PROVIDER_TIMEOUT_MS: '1500' },
    );
    await comeBack('at-1');
    clock.advance(30 * second);
    await linkId.haveAsked(3);

    await comeBack('at-2');
    const silence = app.logLines.filter(({ message }) => message === 'provider did not answer').length;
    await until(
      () => app.logLines.filter(({ message }) => message === 'provider did not answer').length > silence,
    );
    await asked(app, clock);

    expect(await nextAsk(app, clock)).toBeNull();
    expect(await lookAt(app, id)).toMatchObject({
      version: 4,
      status: 'APPROVED',
      references: { at: 'at-2' },
    });
  });

  it('sends nothing for a decided verification', async () => {
    const { clock, app, comeBack } = await openStarted();
    await comeBack('at-1');

    expect(await nextAsk(app, clock)).toBeNull();
  });
});

describe('the expiry of a LinkID verification', () => {
  it('becomes EXPIRED, with an event', async () => {
    const { clock, app, id } = await openStarted({}, { PENDING_TTL_SECONDS: '600' });

    clock.advance(600 * second);

    expect(await changeAfter(app, id, 2)).toMatchObject({
      version: 3,
      status: 'EXPIRED',
      cause: 'TIMED_OUT',
    });
    expect(await lookAt(app, id)).toMatchObject({ status: 'EXPIRED', authUrl: null, expiresAt: null });
  });

  it('does not come a millisecond early', async () => {
    const { clock, app, id } = await openStarted({}, { PENDING_TTL_SECONDS: '600' });
    clock.advance(600 * second - 1);
    const later = await startedPage(app);
    clock.advance(1);

    expect(await changeAfter(app, id, 2)).toMatchObject({
      status: 'EXPIRED',
      recordedAt: clock.now().toISOString(),
    });

    expect((await lookAt(app, later.id)).status).toBe('AWAITING_USER');
  });

  it('comes also while a poll is waiting for LinkID', async () => {
    const { clock, linkId, app, id, comeBack } = await openStarted(
      { result: (_at, count) => (count <= 2 ? { status: 500 } : 'hang') },
      { PENDING_TTL_SECONDS: '600', PROVIDER_TIMEOUT_MS: '60000' },
    );
    await comeBack('at-1');
    clock.advance(30 * second);
    await linkId.haveAsked(3);

    clock.advance(570 * second);

    expect(await changeAfter(app, id, 3)).toMatchObject({ version: 4, status: 'EXPIRED' });
  });

  it.each([
    [true, 'APPROVED'],
    [false, 'REJECTED'],
  ])('does not prevent a decision by a return (passed: %s)', async (passed, status) => {
    const { clock, linkId, app, id, comeBack } = await openStarted(
      { result: () => linkId.verdict(passed) },
      { PENDING_TTL_SECONDS: '600' },
    );
    clock.advance(600 * second);
    await changeAfter(app, id, 2);

    const { location } = await comeBack('at-1');

    const [beforeHash = '', hash] = redirectUri.split('#');
    expect(location).toBe(`${beforeHash}&verificationId=${id}&status=${status}#${hash}`);
    expect(changes(await lookAt(app, id)).slice(2)).toEqual([
      'EXPIRED TIMED_OUT',
      `${status} PROVIDER_QUERY`,
    ]);
  });

  it('stands after a return without an answer, keeps the at, and is overruled by a refresh', async () => {
    const { clock, linkId, app, id, comeBack } = await openStarted(
      { result: (_at, count) => (count <= 2 ? { status: 500 } : linkId.verdict(true)) },
      { PENDING_TTL_SECONDS: '600' },
    );
    clock.advance(600 * second);
    await changeAfter(app, id, 2);

    expect((await comeBack('at-1')).location).toContain('status=EXPIRED');
    expect(await lookAt(app, id)).toMatchObject({ status: 'EXPIRED', references: { at: 'at-1' } });
    const { verification } = await refresh(app, id);

    expect(verification).toMatchObject({ version: 5, status: 'APPROVED' });
  });

  it('is logged without personal data', async () => {
    const { clock, app, id, comeBack } = await openStarted({ result: () => refuse(404) });
    await comeBack('at-of-lin');
    clock.advance(24 * hour);
    await changeAfter(app, id, 3);

    const log = JSON.stringify(app.logLines);
    expect(log).toContain('TIMED_OUT');
    expect(log).not.toMatch(/at-of-lin|林|330102/);
  });
});

describe('a sandbox that does not answer a return', () => {
  it('is polled until the expiry', async () => {
    const clock = testClock();
    const app = opened.keep(
      await startTestApp({ now: clock.now, sweepPauseMs: 2, env: { PENDING_TTL_SECONDS: '40' } }),
    );
    const { id, authUrl } = await startedPage(app, { name: '沙箱错误' });
    const { location } = await visit(authUrl, {
      method: 'POST',
      body: new URLSearchParams({ passed: 'true' }),
    });
    await visit(location ?? '');

    clock.advance(40 * second);

    expect(await changeAfter(app, id, 3)).toMatchObject({ status: 'EXPIRED' });
  });
});
