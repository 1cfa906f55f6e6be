import { importSPKI, SignJWT } from 'jose';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { bearer, type IdentityProvider, openIdentityProvider } from '../support/identity-provider';
import { openSocket } from '../support/socket';
import { verificationUpdated } from '../support/updates';

const opened = closeAfterEach();

async function scene(options: TestAppOptions = {}): Promise<{ login: IdentityProvider; app: TestApp }> {
  const login = opened.keep(await openIdentityProvider());
  return { login, app: opened.keep(await startTestApp({ ...options, env: login.env })) };
}

const start = `mutation {
  startOneNetVerification(input: { userId: 38453, phone: "19912349999" }) {
    verification { id user { guid } }
  }
}`;

type Started = { startOneNetVerification: { verification: { id: string; user: { guid: string } } } };

async function startAs(app: TestApp, token: string): Promise<{ id: string; guid: string }> {
  const { startOneNetVerification } = await app.query<Started>(start, {}, bearer(token));
  const { id, user } = startOneNetVerification.verification;
  return { id, guid: user.guid };
}

const find = 'query ($id: ID!) { verification(id: $id) { id } }';

/** The codes of the errors of an answer. */
async function codesOf(app: TestApp, query: string, headers: Record<string, string>, variables = {}) {
  const { data, errors = [] } = await app.send(query, variables, headers);
  return { data, codes: errors.map(({ extensions }) => extensions?.code) };
}

describe('an access token', () => {
  it('makes its subject the caller', async () => {
    const { login, app } = await scene();

    expect(await startAs(app, await login.token())).toMatchObject({ guid: 'account-of-liu' });
  });

  it('grants exactly the scopes that it names', async () => {
    const { login, app } = await scene();
    const { id } = await startAs(app, await login.token({ sub: 'account-of-ouyang' }));
    const list = '{ verifications { nodes { id } } }';

    const clerk = bearer(await login.token({ sub: 'clerk', scope: 'openid realname:read' }));
    const person = bearer(await login.token({ sub: 'account-of-liu', scope: 'openid realname:reader' }));

    expect(await app.query(list, {}, clerk)).toEqual({ verifications: { nodes: [{ id }] } });
    expect(await app.query(find, { id }, clerk)).toEqual({ verification: { id } });
    expect(await codesOf(app, list, person)).toEqual({ data: null, codes: ['FORBIDDEN'] });
    expect(await app.query(find, { id }, person)).toEqual({ verification: null });
  });

  it('is required for everything that is not public', async () => {
    const { app } = await scene();
    const operations = [
      '{ verification(id: "1") { id } }',
      '{ verificationByBusiSeq(busiSeq: "1") { id } }',
      '{ verificationByTicket(rnAuthTicket: "1") { id } }',
      '{ verifications { nodes { id } } }',
      start,
      'mutation { cancelVerification(id: "1") { verification { id } } }',
      'mutation { refreshVerification(id: "1") { verification { id } } }',
    ];

    for (const operation of operations) {
      expect(await codesOf(app, operation, {})).toEqual({
        data: operation.includes('verification(') || operation.includes('By') ? expect.anything() : null,
        codes: ['UNAUTHENTICATED'],
      });
    }
    const methods = await app.query<{ verificationMethods: unknown[] }>('{ verificationMethods { method } }');
    expect(methods.verificationMethods).toHaveLength(12);
  });

  it('is not supplemented by the headers of dev mode', async () => {
    const { app } = await scene();

    const headers = { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'realname:read' };

    expect((await codesOf(app, start, headers)).codes).toEqual(['UNAUTHENTICATED']);
  });
});

describe('an invalid access token', () => {
  const nowSeconds = () => Math.floor(Date.now() / 1000);

  /** A valid header and valid claims, with a worthless signature. */
  function unsigned(login: IdentityProvider, header: object, signature = ''): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { issuer, audience } = login;
    const claims = { iss: issuer, aud: audience, sub: 'account-of-liu', exp: nowSeconds() + 3600 };
    return `${part(header)}.${part(claims)}.${signature}`;
  }

  const tokens: readonly (readonly [string, (login: IdentityProvider) => Promise<string> | string])[] = [
    ['comes from another issuer', (login) => login.token({ issuer: 'https://login.example.evil' })],
    ['is for another audience', (login) => login.token({ audience: 'another-service' })],
    ['has ended', (login) => login.token({ exp: nowSeconds() - 1 })],
    ['is signed by another issuer', (login) => login.forgedToken()],
    ['has no signature', (login) => unsigned(login, { alg: 'none' })],
    ['has an empty subject', (login) => login.token({ sub: '' })],
    ['is no token', () => 'nonsense'],
    [
      'is signed with the public key as if it were a shared secret',
      (login) =>
        new SignJWT()
          .setProtectedHeader({ alg: 'HS256', kid: login.keyId })
          .setIssuer(login.issuer)
          .setAudience(login.audience)
          .setSubject('account-of-liu')
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(login.publicKey)),
    ],
    ['has an unknown algorithm', (login) => unsigned(login, { alg: 'XS256', kid: login.keyId }, 'c2ln')],
  ];

  it.each(tokens)('leaves the caller anonymous, without an explanation, if it %s', async (_what, make) => {
    const { login, app } = await scene();
    const token = await make(login);

    const answer = await app.send(start, {}, bearer(token));

    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.errors?.[0]?.message).not.toMatch(/issuer|audience|signature|alg/i);
    expect(JSON.stringify(app.logLines)).not.toContain(token.split('.').at(-1) || token);
    expect(JSON.stringify(app.logLines)).not.toContain('account-of-liu');
  });

  it.each(tokens)('closes a WebSocket with 4403 if it %s', async (_what, make) => {
    const { login, app } = await scene();

    const socket = opened.keep(await openSocket(app.url, { params: { token: await make(login) } }));

    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(socket.received).toEqual([]);
  });

  it('is what these tests refuse: a valid token with the same keys is accepted', async () => {
    const { login, app } = await scene();

    expect((await importSPKI(login.publicKey, 'RS256')).type).toBe('public');
    expect((await codesOf(app, start, bearer(await login.token()))).codes).toEqual([]);
  });
});

describe('the access token of a WebSocket', () => {
  it.each([
    ['the handshake', (token: string) => ({ headers: bearer(token) })],
    ['connectionParams.token', (token: string) => ({ params: { token } })],
    ['connectionParams.Authorization', (token: string) => ({ params: { Authorization: `Bearer ${token}` } })],
  ])('is read from %s', async (_where, optionsOf) => {
    const { login, app } = await scene();
    const token = await login.token();
    const { id } = await startAs(app, token);
    const socket = opened.keep(await openSocket(app.url, optionsOf(token)));

    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    const variables = { id, sinceVersion: 1 };
    socket.send({ type: 'subscribe', id: '1', payload: { query: verificationUpdated, variables } });

    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { data: { verificationUpdated: { version: 2 } } },
    });
  });

  it('is optional for public fields', async () => {
    const { app } = await scene();
    const socket = opened.keep(await openSocket(app.url));
    await socket.next();

    socket.send({ type: 'subscribe', id: '1', payload: { query: '{ verificationMethods { method } }' } });
    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { data: { verificationMethods: expect.any(Array) } },
    });
    expect(await socket.next()).toEqual({ type: 'complete', id: '1' });
    const payload = { query: verificationUpdated, variables: { id: '1' } };
    socket.send({ type: 'subscribe', id: '2', payload });

    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
  });

  it('ends the socket with 4403 when it expires, and not before', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    // A clock that stands: however slow the test, the token has 50 ms left when the socket opens.
    const clock = testClock(new Date(exp * 1000 - 50));
    const { login, app } = await scene({ now: clock.now });
    const token = await login.token({ exp });
    const { id } = await startAs(app, token);
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    const variables = { id, sinceVersion: 1 };
    socket.send({ type: 'subscribe', id: '1', payload: { query: verificationUpdated, variables } });
    expect(await socket.next()).toMatchObject({ type: 'next', id: '1' });

    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('may live longer than a timer can count', async () => {
    const { login, app } = await scene();
    const token = await login.token({ exp: Math.floor(Date.now() / 1000) + 60 * 86_400 });
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    await socket.next();

    socket.send({ type: 'ping' });

    expect(await socket.next()).toEqual({ type: 'pong' });
  });
});

describe('the access token of an event stream', () => {
  it('ends the stream with the reason when it expires', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const clock = testClock(new Date(exp * 1000 - 50));
    const { login, app } = await scene({ now: clock.now });
    const token = await login.token({ exp });
    const { id } = await startAs(app, token);
    const variables = { id, sinceVersion: 1 };
    const stream = opened.keep(
      await openEventStream(app.url, verificationUpdated, { variables, headers: bearer(token) }),
    );
    expect(await stream.next()).toMatchObject({ data: { verificationUpdated: { version: 2 } } });

    expect(await stream.next()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await stream.next()).toBeNull();
  });

  it('ends the stream also if it expires while an event is on its way', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const clock = testClock(new Date(exp * 1000 - 60_000));
    const { login, app } = await scene({ now: clock.now });
    const token = await login.token({ exp });
    const { id } = await startAs(app, token);
    const variables = { id };
    const stream = opened.keep(
      await openEventStream(app.url, verificationUpdated, { variables, headers: bearer(token) }),
    );
    const next = stream.next();
    clock.advance(60_000);
    const later = bearer(await login.token({ exp: exp + 3600 }));
    await app.query(
      'mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }',
      { id },
      later,
    );

    expect(await next).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(await stream.next()).toBeNull();
  });
});
