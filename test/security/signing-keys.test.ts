import { setTimeout as pause } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app';
import { type TestClock, testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { bearer, type IdentityProvider, openIdentityProvider } from '../support/identity-provider';
import { openSocket } from '../support/socket';
import { userVerificationUpdated } from '../support/updates';

const opened = closeAfterEach();

const mine = '{ verification(id: "unknown") { id } }';

interface Running {
  readonly app: TestApp;
  readonly login: IdentityProvider;
  readonly clock: TestClock;
}

/** A service whose issuer publishes that from the start. */
async function startWith(
  published: Parameters<IdentityProvider['publish']>[0],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const login = opened.keep(await openIdentityProvider());
  login.publish(published);
  const clock = testClock(new Date());
  const app = opened.keep(
    await startTestApp({ env: { ...login.env, ...env }, now: clock.now, sweepPauseMs: 3_600_000 }),
  );
  return { app, login, clock };
}

/** Resolves when the service says so; it asks the issuer again every two seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}

const readiness = async ({ url }: TestApp) => {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
};
const keysUp = async ({ metricsUrl }: TestApp) =>
  /^realname_signing_keys_up (\d)$/m.exec(await (await fetch(metricsUrl)).text())?.[1];

async function post(app: TestApp, headers: Record<string, string>): Promise<Response> {
  return fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: mine }),
  });
}

const unavailable = { errors: [{ extensions: { code: 'AUTH_UNAVAILABLE' } }] };

describe('before the first key set (JWKS)', () => {
  it.each(['error', 'page', 'nothing'] as const)(
    'the service is not ready while its address answers with %s, and is ready once the set is read',
    async (published) => {
      const { app, login } = await startWith(published);
      await until(async () => (await keysUp(app)) === '0');
      expect(await readiness(app)).toEqual({
        status: 503,
        body: { status: 'signing keys not read yet' },
      });

      login.publish('keys');
      await until(async () => (await readiness(app)).status === 200);
      expect(await keysUp(app)).toBe('1');
      expect((await post(app, bearer(await login.token()))).status).toBe(200);
    },
  );

  it('a token is neither accepted nor refused: 503 AUTH_UNAVAILABLE over HTTP and SSE', async () => {
    const { app, login } = await startWith('error');
    const headers = bearer(await login.token());

    const answer = await post(app, headers);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject(unavailable);
    const stream = opened.keep(await openEventStream(app.url, userVerificationUpdated, { headers }));
    expect(stream.status).toBe(503);
  });

  it('a WebSocket with a token is closed with 1013, and one without a token may query public fields', async () => {
    const { app, login } = await startWith('error');

    const socket = await openSocket(app.url, { params: { token: await login.token() } });
    expect(await socket.closed).toEqual({
      code: 1013,
      reason: 'Access token cannot be checked: try again later',
    });
    const stranger = opened.keep(await openSocket(app.url));
    expect(await stranger.next()).toEqual({ type: 'connection_ack' });
  });

  it('a malformed token is refused, and a request without a token is answered', async () => {
    const { app } = await startWith('error');

    expect(await app.send(mine, {}, bearer('nonsense'))).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await app.query('{ verificationMethods { method } }')).toMatchObject({});
  });
});

describe('while the key set (JWKS) cannot be read', () => {
  const minute = 60_000;

  it('known keys are accepted for AUTH_JWKS_STALE_SECONDS, and none after that', async () => {
    const { app, login, clock } = await startWith('keys', { AUTH_JWKS_STALE_SECONDS: '1800' });
    const headers = bearer(await login.token({ exp: Math.floor(Date.now() / 1000) + 7200 }));
    expect((await post(app, headers)).status).toBe(200);
    login.publish('error');

    clock.advance(30 * minute);
    expect((await post(app, headers)).status).toBe(200);
    clock.advance(minute);
    expect(await (await post(app, headers)).json()).toMatchObject(unavailable);
    expect((await readiness(app)).status).toBe(200);
  });

  it('a token with an unknown key is not UNAUTHENTICATED', async () => {
    const { app, login, clock } = await startWith('keys');
    expect((await post(app, bearer(await login.token()))).status).toBe(200);
    login.publish('error');
    clock.advance(minute);

    const answer = await post(app, bearer(await login.token({ header: { kid: 'new-key' } })));
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject(unavailable);
    expect(await keysUp(app)).toBe('0');
    expect(app.logLines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'signing keys cannot be read' }),
    );
  });

  it('a forged token with a known key is refused as usual', async () => {
    const { app, login } = await startWith('keys');
    expect((await post(app, bearer(await login.token()))).status).toBe(200);
    login.publish('error');

    expect(await app.send(mine, {}, bearer(await login.forgedToken()))).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });
});

describe('a token with a key that is not in the set', () => {
  it('causes the set to be read again, at most every 30 seconds, and is refused', async () => {
    const { app, login, clock } = await startWith('keys');
    const headers = bearer(await login.token({ header: { kid: 'nobodys' } }));
    expect((await post(app, bearer(await login.token()))).status).toBe(200);
    const before = login.asked;

    for (let n = 0; n < 5; n += 1) {
      expect(await (await post(app, headers)).json()).toMatchObject({
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
    expect(login.asked).toBe(before);
    clock.advance(31_000);
    for (let n = 0; n < 5; n += 1) await post(app, headers);
    expect(login.asked).toBe(before + 1);
  });
});
