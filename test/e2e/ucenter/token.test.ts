import { startTestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { approve, type FakeUcenterOptions, openFakeUcenter, type React } from '../../support/fake-ucenter';
import { as, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();

/** A service whose clock the test moves, and a ucenter that reacts so. */
async function open(options: FakeUcenterOptions = {}, env: Record<string, string> = {}) {
  const ucenter = opened.keep(await openFakeUcenter(options));
  const clock = testClock();
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...env }, now: clock.now }));
  let accounts = 0;
  const verify = () =>
    submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as(`account-${++accounts}`));
  return { ucenter, clock, app, verify };
}

const unauthorised = { status: 401, json: { code: 401, message: 'access_token 无效' } };

describe("ucenter's application token", () => {
  it('is requested as the document says, with the credentials only in the body', async () => {
    const { ucenter, verify } = await open();

    await verify();

    const [request] = ucenter.tokens;
    expect(request).toMatchObject({ method: 'POST', url: '/open/access_token' });
    expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded\b/);
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'invented-client',
      client_secret: 'invented secret & + of ours',
    });
  });

  it('is fetched once for twenty concurrent verifications', async () => {
    const { ucenter, verify } = await open();

    const verifications = await Promise.all(Array.from({ length: 20 }, verify));

    expect(new Set(verifications.map(({ status }) => status))).toEqual(new Set(['APPROVED']));
    expect(ucenter.tokens).toHaveLength(1);
    expect(ucenter.verifications).toHaveLength(20);
    expect(new Set(ucenter.verifications.map(({ headers }) => headers['authorization']))).toEqual(
      new Set(['app-token-1']),
    );
  });

  it('is reused while it is valid, and renewed once shortly before it expires', async () => {
    const { ucenter, verify, clock } = await open();

    await verify();
    clock.advance(7_000_000);
    await verify();
    expect(ucenter.tokens).toHaveLength(1);
    // It ends at 7 200 000: one that is sent now could end on its way.
    clock.advance(190_000);
    await Promise.all(Array.from({ length: 10 }, verify));

    expect(ucenter.tokens).toHaveLength(2);
    const used = ucenter.verifications.map(({ headers }) => headers['authorization']);
    expect(used.slice(0, 2)).toEqual(['app-token-1', 'app-token-1']);
    expect(new Set(used.slice(2))).toEqual(new Set(['app-token-2']));
  });

  it('is replaced after a 401, and the request is sent once more', async () => {
    const { ucenter, verify } = await open({
      verify: (request, count) => (count === 1 ? unauthorised : approve(request, count)),
    });

    expect(await verify()).toMatchObject({ version: 2, status: 'APPROVED' });

    const [first, second, ...more] = ucenter.verifications;
    expect(more).toEqual([]);
    expect(second?.body).toBe(first?.body);
    expect([first, second].map((request) => request?.headers['authorization'])).toEqual([
      'app-token-1',
      'app-token-2',
    ]);
  });

  it.each<[string, React]>([
    ['by HTTP', () => unauthorised],
    ['by the code of the body', () => ({ json: { code: 401, message: 'access_token 无效' } })],
    ['by HTTP alone', () => ({ status: 401, raw: '' })],
  ])('is a failure for the operator if it is always refused, %s', async (_how, refuse) => {
    const { ucenter, verify, app } = await open({ verify: refuse });

    expect(await verify()).toMatchObject({
      version: 2,
      status: 'FAILED',
      failure: { code: 'PROVIDER_REFUSED', providerCode: '401', retryable: false },
    });
    expect(ucenter.verifications).toHaveLength(2);
    expect(app.logLines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: { provider: 'UCENTER' } }),
    );
  });

  it('is renewed once if it is refused to many at once', async () => {
    const { ucenter, verify } = await open({
      verify: (request, count) =>
        request.headers['authorization'] === 'app-token-1' ? unauthorised : approve(request, count),
    });

    const verifications = await Promise.all(Array.from({ length: 10 }, verify));

    expect(new Set(verifications.map(({ status }) => status))).toEqual(new Set(['APPROVED']));
    expect(ucenter.tokens).toHaveLength(2);
  });

  it.each<[string, React, object]>([
    ['is silent', () => 'hang', { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    ['cuts the connection', () => 'cut', { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    ['answers HTTP 502', () => ({ status: 502, raw: '' }), { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    ['answers nonsense', () => ({ raw: '<html>' }), { code: 'PROVIDER_UNAVAILABLE', retryable: true }],
    [
      'refuses us',
      () => ({ status: 401, json: { error: 'invalid_client' } }),
      { code: 'PROVIDER_REFUSED', providerCode: 'invalid_client', retryable: false },
    ],
  ])('is missing if its server %s: FAILED, and nothing is sent', async (_what, token, failure) => {
    const { ucenter, verify } = await open({ token }, { PROVIDER_TIMEOUT_MS: '600' });

    expect(await verify()).toMatchObject({ version: 2, status: 'FAILED', failure });
    expect(ucenter.verifications).toEqual([]);
  });

  it('is requested again after a failure', async () => {
    const { ucenter, verify } = await open({
      token: (_request, count) =>
        count === 1 ? 'cut' : { json: { access_token: `app-token-${count}`, expires_in: '7200' } },
    });

    expect(await verify()).toMatchObject({ status: 'FAILED' });
    expect(await verify()).toMatchObject({ status: 'APPROVED' });
    expect(ucenter.verifications[0]?.headers['authorization']).toBe('app-token-2');
  });

  it.each(['SANDBOX4010', 'SANDBOX4011'])(
    '[2] is renewed once and the request sent once more when HTTP 200 says at the sandbox that it is dead: %s',
    async (outid) => {
      const app = opened.keep(await startTestApp());

      const verification = await submitted(
        app,
        'verifyByImport',
        { ...ucenterMethods.IMPORT.full, outid },
        as('account-of-gao'),
      );

      expect(verification).toMatchObject({ version: 2, status: 'APPROVED' });
    },
  );

  it('is renewed at the sandbox, too, with the magic values that refuse it once or always', async () => {
    const app = opened.keep(await startTestApp());
    const input = ucenterMethods.IMPORT.full;

    const once = await submitted(
      app,
      'verifyByImport',
      { ...input, outid: 'SANDBOX0401' },
      as('account-of-gao'),
    );
    const always = await submitted(
      app,
      'verifyByImport',
      { ...input, outid: 'SANDBOX0402' },
      as('account-of-gao'),
    );

    expect(once).toMatchObject({ status: 'APPROVED' });
    expect(always).toMatchObject({ status: 'FAILED', failure: { code: 'PROVIDER_REFUSED' } });
  });
});
