import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeLinkId } from '../../support/fake-linkid';
import { nextUpdate, verificationUpdated } from '../../support/updates';
import { press, visit } from './browser';
import { answerTo, changes, faults, lookAt, redirectUri, refresh, started } from './operations';

const opened = closeAfterEach();

const appId = '62397d04cf978600013ee242';
const intercepted = (query: Record<string, string>) => ({
  status: 302,
  location: `http://127.0.0.1:9/intercept?${new URLSearchParams(query)}`,
});

async function open(options: Parameters<typeof openFakeLinkId>[0] = {}) {
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(await startTestApp({ env: linkId.env }));
  return { linkId, app };
}

async function lastResult(app: TestApp, ofApp = appId, platform = 'PC') {
  const { linkIdAppResult } = await app.query(
    `query ($appId: String!, $platform: LinkIdPlatform!) {
      linkIdAppResult(appId: $appId, platform: $platform) {
        appId platform passed realNameUrl qrUrl appUrl userId reason
      }
    }`,
    { appId: ofApp, platform },
  );
  return linkIdAppResult;
}

describe('startLinkIdAppVerification', () => {
  it('asks by GET with the address, the account and the platform, and follows no redirect', async () => {
    const { linkId, app } = await open({
      app: () => ({ status: 302, location: `${linkId.baseUrl}/followed` }),
    });

    const verification = await started(app, 'app');

    expect(verification).toMatchObject({
      version: 2,
      method: 'LINKID_APP',
      status: 'APPROVED',
      authUrl: null,
    });
    expect(linkId.received.map(({ method }) => method)).toEqual(['GET']);
    const url = new URL(linkId.received[0]?.url ?? '', linkId.baseUrl);
    expect(url.pathname).toBe(`/app/appreal/public/start/${appId}`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      service: redirectUri,
      userId: 'lin003',
      platform: 'PC',
    });
  });

  it('approves at once who passed before', async () => {
    const app = opened.keep(await startTestApp());

    const verification = await started(app, 'app', { userId: 'passed-lin' });

    expect(changes(verification)).toEqual(['PENDING REQUESTED', 'APPROVED PROVIDER_RESPONSE']);
    expect(verification.decidedAt).not.toBeNull();
  });

  it('fails with the reason where LinkID offers no way to verify', async () => {
    const app = opened.keep(await startTestApp());

    expect(await started(app, 'app', { userId: 'failed-lin' })).toMatchObject({
      status: 'FAILED',
      authUrl: null,
      failure: { code: 'OTHER', providerMessage: '实名核身，证件类型不能为空', retryable: false },
    });
  });

  it('leads to the QR code where there is nothing else', async () => {
    const app = opened.keep(await startTestApp());

    const { status, authUrl } = await started(app, 'app', { userId: 'qr-lin' });

    expect(status).toBe('AWAITING_USER');
    expect((await visit(authUrl ?? '')).status).toBe(200);
  });

  it('prefers the address to the QR code', async () => {
    const { app } = await open({
      app: () =>
        intercepted({ realNameUrl: 'https://face.example/a', qrUrl: 'https://face.example/qr', reason: 'r' }),
    });

    expect(await started(app, 'app')).toMatchObject({
      status: 'AWAITING_USER',
      authUrl: 'https://face.example/a',
    });
  });

  it('leads no browser to what is not a web address', async () => {
    const { app } = await open({
      app: () => intercepted({ realNameUrl: 'javascript:alert(1)', qrUrl: '', reason: '未实名' }),
    });

    expect(await started(app, 'app')).toMatchObject({ status: 'FAILED', authUrl: null });
  });

  it.each([
    ['hang-lin', 'PROVIDER_UNAVAILABLE'],
    ['error-lin', 'PROVIDER_UNAVAILABLE'],
    ['garbage-lin', 'PROVIDER_UNAVAILABLE'],
  ])('is FAILED and worth repeating for %s', async (userId, code) => {
    const app = opened.keep(await startTestApp({ env: { PROVIDER_TIMEOUT_MS: '300' } }));

    expect(await started(app, 'app', { userId })).toMatchObject({
      version: 2,
      status: 'FAILED',
      failure: { code, retryable: true },
    });
  });

  it.each([
    ['service NOT_ALLOWED', { service: 'https://evil.example/' }],
    ['service NOT_ALLOWED', { service: 'http://127.0.0.1@evil.example/' }],
    ['service MALFORMED', { service: 'portal' }],
    ['appId MALFORMED', { appId: '..' }],
    ['appId MALFORMED', { appId: 'a b' }],
    ['appId REQUIRED', { appId: '' }],
    ['userId REQUIRED', { userId: ' ' }],
    ['userId TOO_LONG', { userId: 'u'.repeat(129) }],
  ])('refuses with %s %j, and asks nobody', async (fault, changed) => {
    const { linkId, app } = await open();

    expect(faults(await answerTo(app, 'app', changed))).toEqual([fault]);

    expect(linkId.received).toEqual([]);
  });

  it('keeps account and address out of the log, though they stand in the address that is asked', async () => {
    const { app } = await open();

    await started(app, 'app', { userId: 'lin003' });

    const log = JSON.stringify(app.logLines);
    expect(log).toContain('appreal-start');
    expect(log).not.toMatch(/lin003|app\/done|127\.0\.0\.1/);
  });

  it('is not offered where LinkID has no such server', async () => {
    const linkId = opened.keep(await openFakeLinkId());
    const { APPREAL_BASE_URL: _none, ...env } = linkId.env;
    const app = opened.keep(await startTestApp({ env }));

    expect(faults(await answerTo(app, 'app'))).toEqual([' NOT_ALLOWED']);
    expect(await lastResult(app)).toBeNull();
    expect((await started(app, 'page')).status).toBe('AWAITING_USER');
  });
});

describe('what becomes of an application check', () => {
  it.each([
    ['true', 'APPROVED'],
    ['false', 'AWAITING_USER'],
  ])('is found out by refreshVerification after the click (passed: %s)', async (passed, status) => {
    const app = opened.keep(await startTestApp());
    const { id, authUrl } = await started(app, 'app');
    const before = await refresh(app, id);

    await press(authUrl ?? '', passed);
    const { verification } = await refresh(app, id);

    expect(before.verification).toMatchObject({ version: 3, status: 'AWAITING_USER' });
    expect(verification).toMatchObject({ version: 4, status });
  });

  it('is found out by the service itself', async () => {
    const clock = testClock();
    const app = opened.keep(await startTestApp({ now: clock.now, sweepPauseMs: 2 }));
    const { id, authUrl } = await started(app, 'app');
    await press(authUrl ?? '', 'true');
    const following = app.subscribe<Record<string, never>>(verificationUpdated, { id, sinceVersion: 2 });

    clock.advance(30_000);

    expect(await nextUpdate(following)).toMatchObject({
      version: 3,
      status: 'APPROVED',
      cause: 'PROVIDER_QUERY',
    });
    await following.stop();
  });

  it('is not decided by a result of another account', async () => {
    const { app } = await open({
      app: ({ url }) =>
        url.includes('/start/')
          ? intercepted({ realNameUrl: 'https://face.example/a', reason: 'r', userId: 'lin003' })
          : { status: 302, location: 'http://127.0.0.1:9/portal?userId=somebody-else' },
    });
    const { id } = await started(app, 'app');

    const { verification } = await refresh(app, id);

    expect(verification).toMatchObject({ version: 3, status: 'AWAITING_USER' });
    expect((await lookAt(app, id)).history.at(-1)?.message).toBe(
      "LinkID's result is not for this verification.",
    );
  });
});

describe('linkIdAppResult', () => {
  it("tells LinkID's record of the application's last check", async () => {
    const app = opened.keep(await startTestApp());
    const { authUrl } = await started(app, 'app');

    expect(await lastResult(app)).toEqual({
      appId,
      platform: 'PC',
      passed: false,
      realNameUrl: authUrl,
      qrUrl: authUrl,
      appUrl: redirectUri,
      userId: 'lin003',
      reason: '尚未实名核身',
    });
    await press(authUrl ?? '', 'true');
    expect(await lastResult(app)).toMatchObject({ passed: true, realNameUrl: null, reason: null });
    expect(await lastResult(app, appId, 'PHONE')).toMatchObject({
      passed: false,
      reason: '没有实名核身记录',
    });
  });

  it('asks the address of results, and follows no redirect', async () => {
    const { linkId, app } = await open({
      app: () => ({ status: 302, location: `${linkId.baseUrl}/followed` }),
    });

    await lastResult(app, appId, 'PHONE');

    expect(linkId.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /app/appreal/public/result/${appId}?platform=PHONE`,
    ]);
  });

  it('masks numbers in what LinkID says', async () => {
    const { app } = await open({
      app: () => intercepted({ realNameUrl: '', reason: '330102199311270039 未实名', userId: '13912345678' }),
    });

    expect(await lastResult(app)).toMatchObject({
      reason: '3***************39 未实名',
      userId: '139****5678',
    });
  });

  it.each([
    ['LinkID is silent', { status: 500 }, appId],
    ['LinkID refuses', { status: 404 }, appId],
    ['there is no such application', { status: 302, location: '/portal' }, '..'],
  ])('is null where %s', async (_what, reaction, ofApp) => {
    const { app } = await open({ app: () => reaction });

    expect(await lastResult(app, ofApp)).toBeNull();
  });
});
