import { startSandbox } from '../../../src/sandbox/server';
import { startTestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { fakeClientSecret, openFakeLinkId } from '../../support/fake-linkid';
import { started, startedPage } from './operations';

const opened = closeAfterEach();

async function open(options: Parameters<typeof openFakeLinkId>[0] = {}) {
  const clock = testClock();
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(await startTestApp({ now: clock.now, env: linkId.env }));
  return { clock, linkId, app };
}

/** Everything that a service has written, and every way in which the secret could stand in it. */
function leaks(logLines: readonly unknown[], ...secrets: string[]): string[] {
  const log = JSON.stringify(logLines);
  const written = [fakeClientSecret, ...secrets].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString().slice('secret='.length),
  ]);
  return written.filter((secret) => log.includes(secret));
}

describe("LinkID's application token", () => {
  it('is fetched from the single sign-on with the secret in the query, once for all requests', async () => {
    const { linkId, app } = await open();

    await Promise.all([startedPage(app), started(app, 'photo'), startedPage(app)]);

    expect(linkId.tokens).toHaveLength(1);
    const { searchParams } = new URL(linkId.tokens[0]?.url ?? '', linkId.baseUrl);
    expect(Object.fromEntries(searchParams)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'invented-client',
      client_secret: fakeClientSecret,
    });
  });

  it('[2] is read from the form text of an older sign-on server, at the sandbox', async () => {
    const sandbox = opened.keep(await startSandbox());
    const env = { ...sandbox.environment, LINKID_SSO_URL: `${sandbox.url}/sso/form` };
    const app = opened.keep(await startTestApp({ env }));

    expect(await started(app, 'photo')).toMatchObject({ status: 'APPROVED' });
  });

  it('is renewed before it expires', async () => {
    const { clock, linkId, app } = await open();
    await startedPage(app);

    clock.advance(7_140_000);
    await startedPage(app);

    expect(linkId.tokens).toHaveLength(2);
    expect(linkId.received.at(-1)?.headers['authorization']).toBe('Bearer linkid-token-2');
  });

  it('is renewed after a 401, and the request is sent once more', async () => {
    const { linkId, app } = await open({
      photo: (_request, count) =>
        count === 1
          ? { status: 401, json: { code: 401, message: 'token' } }
          : { json: { code: 200, data: { realNameResult: true } } },
    });

    const { status, version } = await started(app, 'photo');

    expect({ status, version }).toEqual({ status: 'APPROVED', version: 2 });
    expect(linkId.photos.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer linkid-token-1',
      'Bearer linkid-token-2',
    ]);
    expect(linkId.photos[1]?.body).toBe(linkId.photos[0]?.body);
  });

  it('is given up after a second 401, with a log line for the operator', async () => {
    const { linkId, app } = await open({ page: () => ({ status: 401 }) });

    const { status, failure } = await started(app, 'page');

    expect({ status, failure }).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_REFUSED', retryable: false },
    });
    expect(linkId.pages).toHaveLength(2);
    expect(app.logLines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: { provider: 'LINKID' } }),
    );
  });

  it.each([
    ['refuses the secret', { status: 401, json: { error: 'invalid_client' } }, 'PROVIDER_REFUSED'],
    ['is dead', 'cut', 'PROVIDER_UNAVAILABLE'],
    ['answers nonsense', { raw: '<p>login</p>' }, 'PROVIDER_UNAVAILABLE'],
    ['sends us elsewhere', { status: 302, location: 'http://127.0.0.1:9/login' }, 'PROVIDER_UNAVAILABLE'],
  ] as const)(
    'is missing if the single sign-on %s, and nothing else is sent',
    async (_what, reaction, code) => {
      const { linkId, app } = await open({ token: () => reaction });

      const { status, failure } = await started(app, 'page');

      expect({ status, failure }).toMatchObject({ status: 'FAILED', failure: { code } });
      expect(linkId.pages).toEqual([]);
      expect(leaks(app.logLines)).toEqual([]);
      expect(leaks([failure])).toEqual([]);
    },
  );

  it('is never logged, nor is the secret that it is fetched with', async () => {
    const { clock, linkId, app } = await open({
      photo: (_request, count) => (count % 2 === 1 ? { status: 401 } : 'cut'),
    });

    await startedPage(app);
    await started(app, 'photo');
    clock.advance(7_200_000);
    await started(app, 'photo');

    expect(linkId.tokens.length).toBeGreaterThanOrEqual(3);
    expect(app.logLines.length).toBeGreaterThan(0);
    expect(leaks(app.logLines, 'linkid-token-', '/oauth2.0/accessToken?', 'client_secret')).toEqual([]);
  });
});
