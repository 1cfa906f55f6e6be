import { startTestApp, type TestApp } from '../../support/app';
import { failingClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { bearer, openIdentityProvider } from '../../support/identity-provider';
import { openSocket, type RawSocket, type SocketOptions } from '../../support/socket';
import { userVerificationUpdated } from '../../support/updates';

const opened = closeAfterEach();

async function scene(env: Record<string, string> = {}): Promise<TestApp> {
  return opened.keep(await startTestApp({ env }));
}

async function socketTo({ url }: { url: string }, options: SocketOptions = {}): Promise<RawSocket> {
  return opened.keep(await openSocket(url, options));
}

async function greeted(app: { url: string }, options: SocketOptions = {}): Promise<RawSocket> {
  const socket = await socketTo(app, options);
  expect(await socket.next()).toEqual({ type: 'connection_ack' });
  return socket;
}

function subscribe(socket: RawSocket, id: string): void {
  socket.send({ type: 'subscribe', id, payload: { query: userVerificationUpdated } });
}

/** Once this is answered, all that was sent before it has been looked at. */
async function ping(socket: RawSocket): Promise<void> {
  socket.send({ type: 'ping' });
  while ((await socket.next()).type !== 'pong');
}

describe('a WebSocket is closed', () => {
  it('with 4400 after a message that is not part of the protocol', async () => {
    const app = await scene();
    for (const text of [
      'nonsense',
      '[]',
      '{"type":"start"}',
      '{"type":"subscribe"}',
      '{"type":"next","id":"1"}',
    ]) {
      const socket = await greeted(app);
      socket.sendText(text);

      expect(await socket.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
    }
  });

  it('with 4401 after an operation before ConnectionAck', async () => {
    const socket = await socketTo(await scene(), { greets: false });
    subscribe(socket, '1');

    expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  it('with 4403 if its token is not valid', async () => {
    const login = opened.keep(await openIdentityProvider());
    const socket = await socketTo(await scene(login.env), { headers: bearer(await login.forgedToken()) });

    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('with 4406 if it does not name the subprotocol', async () => {
    const socket = await socketTo(await scene(), { protocol: null, greets: false });

    expect(await socket.closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  it('with 4408 if ConnectionInit does not arrive in time', async () => {
    const socket = await socketTo(await scene({ WEBSOCKET_INIT_TIMEOUT_MS: '20' }), { greets: false });

    expect(await socket.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it('with 4409 if an operation id is used twice at the same time', async () => {
    const socket = await greeted(await scene());
    subscribe(socket, '1');
    subscribe(socket, '1');

    expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber for 1 already exists' });
  });

  it('with 4429 after a second ConnectionInit', async () => {
    const socket = await greeted(await scene());
    socket.send({ type: 'connection_init' });

    expect(await socket.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  it('with 4500 after an internal error, which only the log describes', async () => {
    const login = opened.keep(await openIdentityProvider());
    const clock = failingClock();
    const app = opened.keep(await startTestApp({ env: login.env, now: clock.now, sweepPauseMs: 3_600_000 }));
    const options = { headers: bearer(await login.token()) };
    const greet = async () => opened.keep(await openSocket(app.url, options)).next();
    await greet();
    // The last look of a greeting is at the token's end, when the token has been judged.
    await clock.learn(greet);
    const socket = await socketTo(app, options);

    expect(await socket.closed).toEqual({ code: 4500, reason: 'Internal server error' });
    expect(app.logLines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('with 1009 after a message over the size limit', async () => {
    const socket = await greeted(await scene({ FACE_IMAGE_MIN_BYTES: '1', FACE_IMAGE_MAX_BYTES: '1' }));
    socket.sendText('x'.repeat(200 * 1024));

    expect(await socket.closed).toMatchObject({ code: 1009 });
  });

  it('if a ping is not answered', async () => {
    const socket = await greeted(await scene({ WEBSOCKET_KEEP_ALIVE_MS: '20' }), { answersPings: false });

    expect(await socket.closed).toMatchObject({ code: 1006 });
  });

  it('not while it answers pings', async () => {
    const socket = await greeted(await scene({ WEBSOCKET_KEEP_ALIVE_MS: '1000' }));

    await socket.pinged();
    await socket.pinged();
    await ping(socket);
  });
});

describe('the operations of a WebSocket', () => {
  it('are limited by SUBSCRIPTIONS_PER_SOCKET: one more is refused, and the socket stays open', async () => {
    const socket = await greeted(await scene({ SUBSCRIPTIONS_PER_SOCKET: '2' }));
    subscribe(socket, '1');
    subscribe(socket, '2');
    subscribe(socket, '3');

    expect(await socket.next()).toEqual({
      type: 'error',
      id: '3',
      payload: [
        {
          message: expect.stringMatching(/2 operations.+SUBSCRIPTIONS_PER_SOCKET/),
          extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' },
        },
      ],
    });
    await ping(socket);
  });

  it('free their slot when they end', async () => {
    const socket = await greeted(await scene({ SUBSCRIPTIONS_PER_SOCKET: '1' }));

    for (const id of ['1', '2', '3']) {
      subscribe(socket, id);
      await ping(socket);
      socket.send({ type: 'complete', id });
    }
    socket.send({ type: 'subscribe', id: '4', payload: { query: '{ verificationMethods { method } }' } });
    expect(await socket.next()).toMatchObject({ type: 'next', id: '4' });
    expect(await socket.next()).toEqual({ type: 'complete', id: '4' });
    subscribe(socket, '5');
    await ping(socket);

    expect(socket.received.filter(({ type }) => type === 'error')).toEqual([]);
  });
});
