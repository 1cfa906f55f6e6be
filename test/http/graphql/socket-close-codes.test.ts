import { once } from 'node:events';
import { CloseCode } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startTestApp } from '../../support/app';
import { failingClock, testClock } from '../../support/clock';
import { closeAfterEach, openedOnce } from '../../support/closing';
import { bearer, openIdentityProvider } from '../../support/identity-provider';
import { openSocket, type RawSocket, type SocketOptions } from '../../support/socket';
import { userVerificationUpdated } from '../../support/updates';

const opened = closeAfterEach();
const running = openedOnce(() => startTestApp());
/** Waits no longer for a greeting than a test does. */
const impatient = openedOnce(() => startTestApp({ env: { WEBSOCKET_INIT_TIMEOUT_MS: '20' } }));
const crowded = openedOnce(() => startTestApp({ env: { SOCKETS_PER_CALLER: '1' } }));
const strict = openedOnce(async () => startTestApp({ env: (await login()).env }));
const login = openedOnce(() => openIdentityProvider());

interface Closed {
  readonly code: number;
  readonly reason: string;
}

type Opening = () => Promise<{ readonly url: string }>;

/** A socket that has not said anything. */
async function silent(app: Opening = running, options: SocketOptions = {}): Promise<RawSocket> {
  return opened.keep(await openSocket((await app()).url, { greets: false, ...options }));
}

/** A socket that was let in. */
async function greeted(app: Opening = running, options: SocketOptions = {}): Promise<RawSocket> {
  const socket = await silent(app, { ...options, greets: true });
  expect(await socket.next()).toEqual({ type: 'connection_ack' });
  return socket;
}

const subscribe = { type: 'subscribe', id: '1', payload: { query: userVerificationUpdated } };

async function afterText(text: string): Promise<Closed> {
  const socket = await greeted();
  socket.sendText(text);
  return socket.closed;
}

async function afterMessages(socket: RawSocket, ...messages: readonly object[]): Promise<Closed> {
  for (const message of messages) socket.sendText(JSON.stringify(message));
  return socket.closed;
}

async function underSubprotocols(...protocols: readonly string[]): Promise<Closed> {
  const { url } = await running();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, [...protocols]);
  // A socket whose offer was not taken is one that its own client gives up, before the server's code comes.
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
}

/** The clock stands 50 ms before the token's end, however slow the machine is. */
async function atTokenEnd(): Promise<Closed> {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const clock = testClock(new Date(exp * 1000 - 50));
  const { env, token } = await login();
  const app = opened.keep(await startTestApp({ env, now: clock.now }));
  const socket = await greeted(async () => app, { headers: bearer(await token({ exp })) });
  return afterMessages(socket, subscribe);
}

async function whenWeFail(): Promise<Closed> {
  const clock = failingClock();
  const { env, token } = await login();
  const app = opened.keep(await startTestApp({ env, now: clock.now, sweepPauseMs: 3_600_000 }));
  const options = { headers: bearer(await token()) };
  await greeted(async () => app, options);
  // The last look of a greeting is at the token's end, when the token has been judged.
  await clock.learn(() => greeted(async () => app, options));
  const socket = await silent(async () => app, { ...options, greets: true });
  return socket.closed;
}

interface Row {
  readonly code: number;
  readonly reason: string;
  readonly when: string;
  readonly closed: () => Promise<Closed>;
}

const invalid = { code: CloseCode.BadRequest, reason: 'Invalid message received' };
const forbidden = { code: CloseCode.Forbidden, reason: 'Forbidden' };

/** Every code with which this service closes a socket, and how a client comes by it. */
const table: readonly Row[] = [
  { ...invalid, when: 'it sends what is no JSON', closed: () => afterText('{') },
  { ...invalid, when: 'it sends a type that does not exist', closed: () => afterText('{"type":"start"}') },
  {
    ...invalid,
    when: 'it subscribes without an id',
    closed: () => afterText(JSON.stringify({ ...subscribe, id: undefined })),
  },
  {
    ...invalid,
    when: 'it subscribes with an empty id',
    closed: () => afterText(JSON.stringify({ ...subscribe, id: '' })),
  },
  {
    ...invalid,
    when: 'it subscribes without a query',
    closed: () => afterText('{"type":"subscribe","id":"1","payload":{}}'),
  },
  {
    ...invalid,
    when: 'its greeting has parameters that are no object',
    closed: async () => afterMessages(await silent(), { type: 'connection_init', payload: 1 }),
  },
  {
    code: CloseCode.BadRequest,
    reason: expect.any(String),
    when: 'it sends what only a server may send',
    closed: () => afterText('{"type":"connection_ack"}'),
  },
  {
    code: CloseCode.Unauthorized,
    reason: 'Unauthorized',
    when: 'it subscribes before it is let in',
    closed: async () => afterMessages(await silent(), subscribe),
  },
  {
    ...forbidden,
    when: 'its token is not believed',
    closed: async () =>
      afterMessages(await silent(strict), {
        type: 'connection_init',
        payload: { token: await (await login()).forgedToken() },
      }),
  },
  {
    ...forbidden,
    when: 'its token had ended before it came',
    closed: async () =>
      afterMessages(await silent(strict), {
        type: 'connection_init',
        payload: { Authorization: `Bearer ${await (await login()).token({ exp: 1 })}` },
      }),
  },
  { ...forbidden, when: 'its token ends', closed: atTokenEnd },
  {
    code: CloseCode.SubprotocolNotAcceptable,
    reason: 'Subprotocol not acceptable',
    when: 'it names no subprotocol',
    closed: () => underSubprotocols(),
  },
  {
    code: CloseCode.ConnectionInitialisationTimeout,
    reason: 'Connection initialisation timeout',
    when: 'it does not greet in time',
    closed: async () => (await silent(impatient)).closed,
  },
  {
    code: CloseCode.SubscriberAlreadyExists,
    reason: 'Subscriber for 1 already exists',
    when: 'it uses an id that is in use',
    closed: async () => afterMessages(await greeted(), subscribe, subscribe),
  },
  {
    code: CloseCode.TooManyInitialisationRequests,
    reason: 'Too many initialisation requests',
    when: 'it greets twice, also before it is let in',
    closed: async () =>
      afterMessages(await silent(), { type: 'connection_init' }, { type: 'connection_init' }),
  },
  {
    code: CloseCode.TooManyInitialisationRequests,
    reason: 'Connection limit reached: at most 1 open sockets and streams per caller (SOCKETS_PER_CALLER).',
    when: 'its caller has as many sockets as may be',
    closed: async () => {
      await greeted(crowded);
      return (await silent(crowded, { greets: true })).closed;
    },
  },
  {
    code: CloseCode.InternalServerError,
    reason: 'Internal server error',
    when: 'we fail',
    closed: whenWeFail,
  },
  {
    code: 1012,
    reason: 'Restarting: reconnect and resume with sinceVersion',
    when: 'the service comes to its end',
    closed: async () => {
      const app = await startTestApp();
      const socket = await greeted(async () => app);
      await app.close();
      return socket.closed;
    },
  },
  {
    code: 1009,
    reason: '',
    when: 'its message is larger than any request may be',
    closed: () => afterText('x'.repeat(8 * 1024 * 1024)),
  },
];

/** Codes of graphql-ws that a client closes with, and no server. */
const ofClients: readonly number[] = [
  CloseCode.InternalClientError,
  CloseCode.BadResponse,
  CloseCode.ConnectionAcknowledgementTimeout,
];

describe('a WebSocket is closed', () => {
  it.each(table)('with $code when $when', async ({ code, reason, closed }) => {
    expect(await closed()).toEqual({ code, reason });
  });

  it('with every close code that graphql-ws has for servers', () => {
    const all = Object.values(CloseCode).filter((code) => typeof code === 'number');
    const shown = new Set(table.map(({ code }) => code));

    expect(all.filter((code) => !shown.has(code)).sort()).toEqual([...ofClients].sort());
  });
});

describe('a WebSocket with another subprotocol', () => {
  it('is not opened if the client offers no other', async () => {
    expect(await underSubprotocols('graphql-ws')).toEqual({ code: 1006, reason: '' });
  });

  it('uses graphql-transport-ws if the client offers it as well', async () => {
    const { url } = await running();
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, [
      'graphql-ws',
      'graphql-transport-ws',
    ]);
    await once(socket, 'open');

    expect(socket.protocol).toBe('graphql-transport-ws');
    socket.close();
    await once(socket, 'close');
  });
});

describe('a WebSocket stays open', () => {
  it('after an invalid operation', async () => {
    const socket = await greeted();
    for (const [id, query] of [
      ['parse', '{'],
      ['validation', '{ nothing }'],
    ] as const) {
      socket.send({ type: 'subscribe', id, payload: { query } });
      expect(await socket.next()).toMatchObject({ type: 'error', id });
    }

    socket.send({ type: 'subscribe', id: 'good', payload: { query: '{ __typename }' } });
    expect(await socket.next()).toMatchObject({ type: 'next', id: 'good' });
  });

  it('after completing an operation that does not run', async () => {
    const socket = await greeted();
    socket.send({ type: 'complete', id: 'nothing' });

    socket.send({ type: 'ping' });
    expect(await socket.next()).toEqual({ type: 'pong' });
  });
});
