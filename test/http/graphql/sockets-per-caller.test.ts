import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { type EventStream, openEventStream } from '../../support/event-stream';
import { bearer, openIdentityProvider } from '../../support/identity-provider';
import { openSocket, type RawSocket, type SocketOptions } from '../../support/socket';
import { userVerificationUpdated } from '../../support/updates';

const opened = closeAfterEach();

const one = { SOCKETS_PER_CALLER: '1', FACE_IMAGE_MIN_BYTES: '1', FACE_IMAGE_MAX_BYTES: '1' };
/** The same words over every transport. */
const limitReached = (limit: number) =>
  `Connection limit reached: at most ${limit} open sockets and streams per caller (SOCKETS_PER_CALLER).`;

const liu = { 'x-dev-guid': 'account-of-liu' };
const ouyang = { 'x-dev-guid': 'account-of-ouyang' };

async function scene(env: Record<string, string> = one): Promise<TestApp> {
  return opened.keep(await startTestApp({ env }));
}

/** Whether a socket is let in; it stays open. */
async function isLetIn(app: TestApp, options: SocketOptions = { headers: liu }): Promise<boolean> {
  const socket = opened.keep(await openSocket(app.url, options));
  return Promise.race([
    socket.next().then(
      () => true,
      () => false,
    ),
    socket.closed.then(() => false),
  ]);
}

/** Asks until it is let in: a socket is closed here before the service has heard of it. */
async function isLetInAtLast(app: TestApp, options?: SocketOptions): Promise<void> {
  while (!(await isLetIn(app, options)));
}

async function stream(app: TestApp, headers: Record<string, string> = liu): Promise<EventStream> {
  return opened.keep(await openEventStream(app.url, userVerificationUpdated, { headers }));
}

describe('the connection limit per caller (SOCKETS_PER_CALLER)', () => {
  it('refuses one more WebSocket with 4429 and a reason, from any address', async () => {
    const app = await scene({ SOCKETS_PER_CALLER: '2' });
    expect(await isLetIn(app)).toBe(true);
    await stream(app);

    const refused = opened.keep(await openSocket(app.url, { headers: liu }));

    expect(await refused.closed).toEqual({ code: 4429, reason: limitReached(2) });
    expect(refused.received).toEqual([]);
  });

  it('refuses one more event stream with 429 and a GraphQL error', async () => {
    const app = await scene();
    expect(await isLetIn(app)).toBe(true);

    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...liu },
      body: JSON.stringify({ query: userVerificationUpdated }),
    });

    expect(response.status).toBe(429);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({
      errors: [
        {
          message: limitReached(1),
          extensions: { code: 'TOO_MANY_CONNECTIONS' },
        },
      ],
    });
  });

  it("does not affect other callers, nor the caller's own plain requests", async () => {
    const app = await scene();
    expect(await isLetIn(app)).toBe(true);

    expect(await isLetIn(app, { headers: ouyang })).toBe(true);
    expect(await app.query('{ verificationMethods { method } }', {}, liu)).toBeTruthy();
  });

  it('counts by account, and by address without a token', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = await scene({ ...login.env, ...one });
    const first = { headers: bearer(await login.token()) };
    const second = { params: { token: await login.token({ scope: 'realname:read' }) } };

    expect(await isLetIn(app, first)).toBe(true);
    expect(await isLetIn(app, second)).toBe(false);
    expect(await isLetIn(app, {})).toBe(true);
    expect(await isLetIn(app, {})).toBe(false);
  });
});

describe('a WebSocket stops counting towards SOCKETS_PER_CALLER', () => {
  const ends: readonly (readonly [string, (socket: RawSocket) => Promise<void> | void])[] = [
    ['when the client closes it', (socket) => socket.close()],
    ['when the client goes away without a word', (socket) => socket.cut()],
    ['when it sends nonsense', (socket) => socket.sendText('nonsense')],
    ['when it greets twice', (socket) => socket.send({ type: 'connection_init' })],
    ['when it sends too much', (socket) => socket.sendText('x'.repeat(200 * 1024))],
    [
      'when it goes away with subscriptions under way',
      (socket) => {
        socket.send({ type: 'subscribe', id: '1', payload: { query: userVerificationUpdated } });
        socket.cut();
      },
    ],
  ];

  it.each(ends)('%s', async (_how, end) => {
    const app = await scene();
    const socket = opened.keep(await openSocket(app.url, { headers: liu }));
    await socket.next();

    await end(socket);

    await socket.closed;
    await isLetInAtLast(app);
  });

  it('when it answers no ping', async () => {
    const app = await scene({ ...one, WEBSOCKET_KEEP_ALIVE_MS: '50' });
    const socket = opened.keep(await openSocket(app.url, { headers: liu, answersPings: false }));
    await socket.next();

    await socket.closed;

    await isLetInAtLast(app);
  });

  it('when its token expires', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const clock = testClock(new Date(exp * 1000 - 50));
    const login = opened.keep(await openIdentityProvider());
    const app = opened.keep(await startTestApp({ env: { ...login.env, ...one }, now: clock.now }));
    const socket = opened.keep(await openSocket(app.url, { params: { token: await login.token({ exp }) } }));
    await socket.next();

    expect(await socket.closed).toMatchObject({ code: 4403 });

    await isLetInAtLast(app, { params: { token: await login.token({ exp: exp + 3600 }) } });
  });

  it('when it disconnects while its token is still being verified', async () => {
    const login = opened.keep(await openIdentityProvider());
    const keys = opened.keep(await openSlowKeys(String(login.env['AUTH_JWKS_URL'])));
    const app = await scene({ ...login.env, ...one, AUTH_JWKS_URL: keys.url });
    const options = { params: { token: await login.token() } };
    const socket = opened.keep(await openSocket(app.url, options));
    await keys.asked;

    socket.cut();
    await socket.closed;
    // Once another handshake is answered, the service has heard that the first socket is gone.
    opened.keep(await openSocket(app.url, { greets: false }));
    keys.answer();

    await isLetInAtLast(app, options);
  });
});

describe('an event stream stops counting towards SOCKETS_PER_CALLER', () => {
  it('when the client disconnects', async () => {
    const app = await scene();
    const open = await stream(app);

    await open.close();

    await isLetInAtLast(app);
  });

  it('when it is complete', async () => {
    const app = await scene();
    const query = '{ verificationMethods { method } }';
    const brief = opened.keep(await openEventStream(app.url, query, { headers: liu }));

    while ((await brief.next()) !== null);

    await isLetInAtLast(app);
  });

  it('when its operation is refused', async () => {
    const app = await scene();
    const refused = opened.keep(await openEventStream(app.url, 'subscription {', { headers: liu }));

    while ((await refused.next()) !== null);

    await isLetInAtLast(app);
  });
});

interface SlowKeys {
  readonly url: string;
  /** Resolves when the keys are asked for. */
  readonly asked: Promise<void>;
  /** Lets the keys go, now and from now on. */
  answer(): void;
  close(): Promise<void>;
}

/** Publishes the keys of another address, but not before the test says so. */
async function openSlowKeys(source: string): Promise<SlowKeys> {
  const keys = await (await fetch(source)).text();
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  const waiting: ServerResponse[] = [];
  let isAnswering = false;
  const send = (response: ServerResponse) => response.setHeader('content-type', 'application/json').end(keys);
  const server = createServer((_request, response) => {
    isAsked();
    if (isAnswering) send(response);
    else waiting.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    asked,
    answer() {
      isAnswering = true;
      for (const response of waiting) send(response);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
