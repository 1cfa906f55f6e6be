import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeLinkId } from '../../support/fake-linkid';
import { nextUpdate, verificationUpdated } from '../../support/updates';
import { press, visit } from './browser';
import { answerTo, as, changes, faults, redirectUri, refresh, started } from './operations';

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

async function lastResult(app: TestApp, ofApp = appId, platform = 'PC', headers?: Record<string, string>) {
  const { linkIdAppResult } = await app.query(
    `query ($appId: String!, $platform: LinkIdPlatform!) {
      linkIdAppResult(appId: $appId, platform: $platform) {
        appId platform passed realNameUrl qrUrl appUrl userId reason
      }
    }`,
    { appId: ofApp, platform },
    headers,
  );
  return linkIdAppResult;
}

describe('startLinkIdAppVerification', () => {
  it('sends a GET with the address, the account and the platform, and follows no redirect', async () => {
    const { linkId, app } = await open();
    const service = `${linkId.baseUrl}/followed?a=b`;

    const verification = await started(app, 'app', { service });

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
      service,
      userId: 'lin003',
      platform: 'PC',
    });
  });

  it.each([
    ['sandbox-login-lin', /"place":"http:\/\/127\.0\.0\.1:\d+\/cas\/login"/],
    ['sandbox-https-lin', /"place":"https:\/\/127\.0\.0\.1:9\/app\/done"/],
  ])('[2] treats any other redirect as no answer, and logs its place: %s', async (userId, place) => {
    const app = opened.keep(await startTestApp());

    expect(await started(app, 'app', { userId })).toMatchObject({
      version: 2,
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true },
    });

    const log = app.logLines.map((line) => JSON.stringify(line)).join('\n');
    expect(log).toMatch(place);
    expect(log).not.toMatch(/jsessionid|AB12|step=2|-lin/);
  });

  it('[2] treats parameters after # as a refusal', async () => {
    const app = opened.keep(await startTestApp());

    const { status, authUrl } = await started(app, 'app', { userId: 'sandbox-hash-lin' });

    expect(status).toBe('AWAITING_USER');
    expect((await visit(authUrl ?? '')).status).toBe(200);
  });

  it('approves at once if the person passed before', async () => {
    const app = opened.keep(await startTestApp());

    const verification = await started(app, 'app', { userId: 'sandbox-passed-lin' });

    expect(changes(verification)).toEqual(['PENDING REQUESTED', 'APPROVED PROVIDER_RESPONSE']);
    expect(verification.decidedAt).not.toBeNull();
  });

  it('fails with the reason if LinkID offers no way to verify', async () => {
    const app = opened.keep(await startTestApp());

    expect(await started(app, 'app', { userId: 'sandbox-failed-lin' })).toMatchObject({
      status: 'FAILED',
      authUrl: null,
      failure: {
        code: 'OTHER',
        providerMessage: '[沙箱特殊值 sandbox magic value] 实名核身，证件类型不能为空',
        retryable: false,
      },
    });
  });

  it('returns the QR code if there is no address', async () => {
    const app = opened.keep(await startTestApp());

    const { status, authUrl } = await started(app, 'app', { userId: 'sandbox-qr-lin' });

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

  it('returns no address that is not a web address', async () => {
    const { app } = await open({
      app: () => intercepted({ realNameUrl: 'javascript:alert(1)', qrUrl: '', reason: '未实名' }),
    });

    expect(await started(app, 'app')).toMatchObject({ status: 'FAILED', authUrl: null });
  });

  it.each([
    ['sandbox-hang-lin', 'PROVIDER_UNAVAILABLE'],
    ['sandbox-error-lin', 'PROVIDER_UNAVAILABLE'],
    ['sandbox-garbage-lin', 'PROVIDER_UNAVAILABLE'],
  ])('is FAILED and retryable after %s', async (userId, code) => {
    const app = opened.keep(await startTestApp({ env: { PROVIDER_TIMEOUT_MS: '1000' } }));

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
  ])('refuses with %s %j, and sends nothing', async (fault, changed) => {
    const { linkId, app } = await open();

    expect(faults(await answerTo(app, 'app', changed))).toEqual([fault]);

    expect(linkId.received).toEqual([]);
  });

  it('keeps account and address out of the log, although they are in the request URL', async () => {
    const { app } = await open();

    await started(app, 'app', { userId: 'lin003' });

    const log = JSON.stringify(app.logLines);
    expect(log).toContain('appreal-start');
    expect(log).not.toMatch(/lin003|app\/done|127\.0\.0\.1/);
  });

  it("is disabled without LinkID's server for applications", async () => {
    const linkId = opened.keep(await openFakeLinkId());
    const { APPREAL_BASE_URL: _none, ...env } = linkId.env;
    const app = opened.keep(await startTestApp({ env }));

    expect(faults(await answerTo(app, 'app'))).toEqual([' NOT_ALLOWED']);
    expect(await lastResult(app)).toBeNull();
    expect((await started(app, 'page')).status).toBe('AWAITING_USER');
  });
});

describe('polling an application check', () => {
  it.each([
    ['true', 'APPROVED'],
    ['false', 'AWAITING_USER'],
  ])('is done by refreshVerification after the click (passed: %s)', async (passed, status) => {
    const clock = testClock();
    const app = opened.keep(await startTestApp({ now: clock.now }));
    const { id, authUrl } = await started(app, 'app');
    const before = await refresh(app, id);

    clock.advance(10_000);
    await press(authUrl ?? '', passed);
    const { verification } = await refresh(app, id);

    expect(before.verification).toMatchObject({ version: 2, status: 'AWAITING_USER' });
    expect(verification).toMatchObject({ version: passed === 'true' ? 3 : 2, status });
  });

  it('is done by the service itself', async () => {
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

  it('[2] calls start with the same userId, and no result of the application decides', async () => {
    const app = opened.keep(await startTestApp());
    const a = await started(app, 'app', { userId: '2026001' });
    const b = await started(app, 'app', { userId: '2026002' });

    await press(b.authUrl ?? '', 'true');

    expect((await refresh(app, a.id)).verification).toMatchObject({ status: 'AWAITING_USER' });
    expect((await refresh(app, b.id)).verification).toMatchObject({ status: 'APPROVED' });
  });

  it("[2] calls only start, never the application's result", async () => {
    const { linkId, app } = await open({
      app: ({ url }) =>
        url.includes('userId=b')
          ? { status: 302, location: redirectUri }
          : intercepted({ realNameUrl: 'https://face.example/a', reason: 'r' }),
    });
    const a = await started(app, 'app', { userId: 'a' });
    await started(app, 'app', { userId: 'b' });

    expect((await refresh(app, a.id)).verification?.status).toBe('AWAITING_USER');

    expect(linkId.apps.map(({ url }) => new URL(url, 'http://x').pathname)).toEqual(
      Array(3).fill(`/app/appreal/public/start/${appId}`),
    );
  });

  it('[2] changes nothing while start redirects elsewhere', async () => {
    const answers = [intercepted({ realNameUrl: 'https://face.example/a', reason: 'r' })];
    const { app } = await open({
      app: () => answers.shift() ?? { status: 302, location: 'https://sso.example/login' },
    });
    const { id } = await started(app, 'app');

    const { verification } = await refresh(app, id);

    expect(verification).toMatchObject({ version: 2, status: 'AWAITING_USER' });
    expect(JSON.stringify(app.logLines)).toContain('https://sso.example/login');
  });
});

describe('[2] the userId of startLinkIdAppVerification', () => {
  const aloneAs = (guid: string) => as(guid, 'none');

  it("may be the caller's own account without any scope", async () => {
    const { app } = await open();
    expect(await started(app, 'app', { userId: 'lin003' }, aloneAs('lin003'))).toMatchObject({
      status: 'APPROVED',
    });
  });

  it('may be no other account: NOT_ALLOWED at userId, and nothing is sent or recorded', async () => {
    const { linkId, app } = await open();

    const answer = await answerTo(app, 'app', { userId: 'admin' }, aloneAs('lin003'));

    expect(faults(answer)).toEqual(['userId NOT_ALLOWED']);
    expect(linkId.received).toEqual([]);
    const { verifications } = await app.query<{ verifications: { edges: unknown[] } }>(
      '{ verifications(first: 5) { edges { cursor } } }',
    );
    expect(verifications.edges).toEqual([]);
  });

  it('may be another account with realname:write', async () => {
    const { app } = await open();
    const caller = as('staff', 'realname:write');
    expect((await started(app, 'app', { userId: 'admin', guid: 'lin003' }, caller)).status).toBe('APPROVED');
  });
});

describe('linkIdAppResult', () => {
  it("returns LinkID's record of the application's last check", async () => {
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

  it('[2] requires realname:read, and sends nothing without it', async () => {
    const { linkId, app } = await open();

    await expect(lastResult(app, appId, 'PC', as('lin003', 'realname:write'))).rejects.toThrow(
      /FORBIDDEN|realname:read/,
    );

    expect(linkId.received).toEqual([]);
  });

  it.each([
    ['a login page', 'https://sso.example/login?service=x'],
    ["APPREAL's own origin", '/portal'],
    ['an origin that is not on REDIRECT_ALLOWLIST', 'https://app.example/'],
    ['an application that was told why it stops', 'http://127.0.0.1:9/portal?reason=no'],
  ])('[2] is not passed after a redirect to %s', async (_what, location) => {
    const { app } = await open({ app: () => ({ status: 302, location }) });

    expect(await lastResult(app)).toMatchObject({ passed: false });
  });

  it('[2] is passed after a redirect to an origin on REDIRECT_ALLOWLIST', async () => {
    const { app } = await open({ app: () => ({ status: 302, location: 'http://127.0.0.1:9/portal' }) });

    expect(await lastResult(app)).toMatchObject({ passed: true, reason: null });
  });

  it('requests the configured address, and follows no redirect', async () => {
    const { linkId, app } = await open({
      app: () => ({ status: 302, location: `${linkId.baseUrl}/followed` }),
    });

    await lastResult(app, appId, 'PHONE');

    expect(linkId.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /app/appreal/public/result/${appId}?platform=PHONE`,
    ]);
  });

  it("masks numbers in LinkID's message", async () => {
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
  ])('is null if %s', async (_what, reaction, ofApp) => {
    const { app } = await open({ app: () => reaction });

    expect(await lastResult(app, ofApp)).toBeNull();
  });
});
