import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app';
import { closeAfterEach, openedOnce } from '../support/closing';
import { bearer, openIdentityProvider } from '../support/identity-provider';
import { openSocket } from '../support/socket';

const opened = closeAfterEach();
const login = openedOnce(() => openIdentityProvider());

async function start(env: TestAppOptions['env']): Promise<TestApp> {
  return opened.keep(await startTestApp({ env: { ...(await login()).env, ...env } }));
}

/** A connection on which nothing is sent. */
async function silent({ url }: TestApp): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  opened.keep({ close: async () => socket.destroy() });
  await once(socket, 'connect');
  return socket;
}

/** Sends a request on a connection of its own; its status. */
async function statusOf(
  { url }: TestApp,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<number | undefined> {
  const sent = request(`${url}${path}`, { method, agent: false, headers });
  sent.end(method === 'POST' ? '{}' : undefined);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16, 1).toString('base64'),
  'sec-websocket-protocol': 'graphql-transport-ws',
};

/** Asks for a WebSocket and says nothing on it; the status and, of a refusal, the body. */
async function handshake({ url }: TestApp, headers: Record<string, string> = {}) {
  const sent = request(`${url}/graphql`, { agent: false, headers: { ...upgrade, ...headers } });
  sent.end();
  const [answer] = (await Promise.race([once(sent, 'upgrade'), once(sent, 'response')])) as [IncomingMessage];
  opened.keep({ close: async () => answer.socket.destroy() });
  const body = answer.statusCode === 101 ? '' : await text(answer);
  return { status: answer.statusCode, body, leave: () => answer.socket.destroy() };
}

/** Shows the tokens of that many accounts, each on a connection of its own. */
async function showTokens(app: TestApp, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const headers = bearer(await (await login()).token({ sub: `account-${n}` }));
    expect(
      await statusOf(app, '/graphql?query={__typename}', { ...headers, 'apollo-require-preflight': '1' }),
    ).toBe(200);
  }
}

const knock = '/callbacks/onenet/nobody-knows-this-callback-address';
const via = (address: string) => ({ 'x-forwarded-for': address });

describe('connections per address', () => {
  it('are limited by CONNECTIONS_PER_ADDRESS; one more is told so, and closed before anything is read', async () => {
    const app = await start({ CONNECTIONS_PER_ADDRESS: '3' });
    const held = [await silent(app), await silent(app), await silent(app)];

    const more = await silent(app);
    const answer = await text(more);
    expect(answer).toMatch(/^HTTP\/1\.1 429 /);
    expect(answer).toContain('at most 3 open connections from one address (CONNECTIONS_PER_ADDRESS)');

    held[0]?.destroy();
    let status: number | undefined;
    while (status !== 200) status = await statusOf(app, '/healthz').catch(() => undefined);
    expect(status).toBe(200);
  });

  it('are not limited for a peer that sends the tokens of many accounts', async () => {
    const app = await start({ CONNECTIONS_PER_ADDRESS: '3' });
    await showTokens(app, 10);
    const held = await Promise.all(Array.from({ length: 6 }, () => silent(app)));

    expect(await statusOf(app, '/healthz')).toBe(200);
    expect(held.every(({ closed }) => !closed)).toBe(true);
  });

  it('are limited for a peer that sends many tokens of one account', async () => {
    const app = await start({ CONNECTIONS_PER_ADDRESS: '3' });
    const headers = bearer(await (await login()).token());
    for (let n = 0; n < 20; n += 1) {
      await statusOf(app, '/graphql?query={__typename}', { ...headers, 'apollo-require-preflight': '1' });
    }
    await Promise.all([silent(app), silent(app), silent(app)]);

    expect(await text(await silent(app))).toMatch(/^HTTP\/1\.1 429 /);
  });

  it('are not limited for a trusted proxy, whose sockets count for the address that it forwards', async () => {
    const app = await start({ CONNECTIONS_PER_ADDRESS: '2', TRUSTED_PROXIES: '127.0.0.0/8' });
    await Promise.all([silent(app), silent(app), silent(app)]);

    for (const client of ['198.51.100.1', '198.51.100.2']) {
      expect((await handshake(app, via(client))).status).toBe(101);
      expect((await handshake(app, via(client))).status).toBe(101);
      const refused = await handshake(app, via(client));
      expect([refused.status, refused.body]).toEqual([
        429,
        expect.stringContaining('CONNECTIONS_PER_ADDRESS'),
      ]);
    }
  });
});

describe('WebSockets without connection_init', () => {
  it('are limited per address by UNINITIALIZED_SOCKETS_PER_ADDRESS, until they are initialized or closed', async () => {
    const app = await start({ UNINITIALIZED_SOCKETS_PER_ADDRESS: '2' });
    const first = await handshake(app);
    const second = opened.keep(await openSocket(app.url, { greets: false }));

    const refused = await handshake(app);
    expect(refused.status).toBe(429);
    expect(refused.body).toContain('at most 2 sockets without connection_init');

    second.send({ type: 'connection_init' });
    expect(await second.next()).toEqual({ type: 'connection_ack' });
    expect((await handshake(app)).status).toBe(101);
    expect((await handshake(app)).status).toBe(429);

    first.leave();
    let status: number | undefined;
    while (status !== 101) ({ status } = await handshake(app));
  });

  it('are not limited for a router, known by its tokens or as a trusted proxy that forwards no address', async () => {
    const limit = { UNINITIALIZED_SOCKETS_PER_ADDRESS: '1' };
    const learned = await start(limit);
    const listed = await start({ ...limit, TRUSTED_PROXIES: '127.0.0.1, ::1' });
    await showTokens(learned, 10);

    for (const app of [learned, listed]) {
      for (let n = 0; n < 4; n += 1) expect((await handshake(app)).status).toBe(101);
    }
  });

  it('count for the client that a trusted proxy forwards', async () => {
    const app = await start({ UNINITIALIZED_SOCKETS_PER_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.1' });

    expect((await handshake(app, via('192.0.2.1, 198.51.100.1'))).status).toBe(101);
    // Addresses that the client puts in front do not make it another client.
    expect((await handshake(app, via('192.0.2.2, 198.51.100.1'))).status).toBe(429);
    expect((await handshake(app, via('198.51.100.2'))).status).toBe(101);
    // An IPv6 client has a /64 to choose from.
    expect((await handshake(app, via('2001:db8:1:2::1'))).status).toBe(101);
    expect((await handshake(app, via('2001:db8:1:2::2'))).status).toBe(429);
  });
});

describe('X-Forwarded-For', () => {
  const statuses = async (app: TestApp, ...clients: readonly string[]) => {
    const found: (number | undefined)[] = [];
    for (const client of clients) found.push(await statusOf(app, knock, via(client), 'POST'));
    return found;
  };

  it('is trusted from TRUSTED_PROXIES: attempts count for the client, and for no router', async () => {
    const app = await start({ ATTEMPTS_PER_ADDRESS: '2', TRUSTED_PROXIES: '127.0.0.1' });

    expect(await statuses(app, '198.51.100.1', '198.51.100.1', '198.51.100.1')).toEqual([404, 404, 429]);
    expect(await statuses(app, '198.51.100.2')).toEqual([404]);
    expect(await statuses(app, '', '', '', '')).toEqual([404, 404, 404, 404]);
  });

  it('is ignored from any other peer', async () => {
    const app = await start({ ATTEMPTS_PER_ADDRESS: '2', TRUSTED_PROXIES: '10.0.0.0/8' });

    expect(await statuses(app, '198.51.100.1', '198.51.100.2', '198.51.100.3')).toEqual([404, 404, 429]);
  });

  it('is not needed for a router that sends the tokens of many accounts: it is not counted as one client', async () => {
    const app = await start({ ATTEMPTS_PER_ADDRESS: '2' });
    await showTokens(app, 10);

    expect(await statuses(app, '', '', '', '')).toEqual([404, 404, 404, 404]);
  });
});
