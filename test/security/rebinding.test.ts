import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { startWaitingServer } from '../../src/http/server/waiting-server';
import { startSandbox } from '../../src/sandbox/server';
import { collectingLog, startTestApp } from '../support/app';
import { closeAfterEach, openedOnce } from '../support/closing';
import { freePort } from '../support/free-port';
import { openIdentityProvider } from '../support/identity-provider';

const opened = closeAfterEach();
const dev = openedOnce(() => startTestApp());
const published = openedOnce(() =>
  startTestApp({ env: { PUBLIC_URL: 'https://realname.example.com:8443/here' } }),
);
const login = openedOnce(() => openIdentityProvider());

const rebound = [
  'rebound.evil.example',
  'rebound.evil.example:4001',
  'localhost.evil.example',
  '127.evil.example',
];
const odd = ['127.0.0.1@evil.example', 'evil.example#localhost', 'localhost:80:80', '[::2]', '10.0.0.1', '0'];

/** The status of what a server answers when it is asked under that name. */
async function statusFor(url: string, host: string, headers: OutgoingHttpHeaders = {}, method = 'GET') {
  const asked = request(url, { method, headers: { host, ...headers } });
  asked.end(method === 'POST' ? '{"query":"{ __typename }"}' : undefined);
  const [answer] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
    IncomingMessage,
  ];
  answer.socket.destroy();
  return answer.statusCode;
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16, 1).toString('base64'),
  'sec-websocket-protocol': 'graphql-transport-ws',
};
const json = { 'content-type': 'application/json' };

describe('a web page with a rebound DNS name (DNS rebinding)', () => {
  it.each([...rebound, ...odd])('reaches nothing of the service in dev mode as %j: 421', async (host) => {
    const { url } = await dev();

    expect(await statusFor(`${url}/graphql`, host, json, 'POST')).toBe(421);
    expect(await statusFor(`${url}/graphql?query={__typename}`, host)).toBe(421);
    expect(await statusFor(`${url}/graphql`, host, upgrade)).toBe(421);
    // GraphiQL, metrics, health, callbacks, and what does not exist.
    for (const path of ['/', '/metrics', '/healthz', '/returns/linkid/x', '/nothing']) {
      expect(await statusFor(`${url}${path}`, host)).toBe(421);
    }
  });

  it.each(['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'reaches nothing with the method %s: 421',
    async (method) => {
      const { url, sandboxUrl } = await dev();

      for (const address of [`${url}/graphql`, `${url}/metrics`, `${url}/nothing`, `${sandboxUrl}/`]) {
        expect(await statusFor(address, 'rebound.evil.example', {}, method)).toBe(421);
      }
    },
  );

  it('reaches nothing at an address that cannot be read, nor with an upgrade elsewhere: 421', async () => {
    const { url, sandboxUrl } = await dev();
    const host = 'rebound.evil.example';

    for (const path of ['/%zz', '/callbacks/onenet/%ff', '//']) {
      expect(await statusFor(`${url}${path}`, host)).toBe(421);
      expect(await statusFor(`${sandboxUrl}${path}`, host)).toBe(421);
    }
    for (const path of ['/', '/metrics', '/healthz', '/nothing']) {
      expect(await statusFor(`${url}${path}`, host, upgrade)).toBe(421);
      expect(await statusFor(`${url}${path}`, host, { connection: 'Upgrade', upgrade: 'h2c' })).toBe(421);
      expect(await statusFor(`${sandboxUrl}${path}`, host, upgrade)).toBe(421);
    }
  });

  it('reaches nothing of a service that waits for its database in dev mode: 421', async () => {
    const { url } = opened.keep(
      await startWaitingServer({
        ...{ host: '127.0.0.1', port: 0, log: collectingLog([]), metrics: null },
        state: () => 'database unreachable',
        pushes: { isKept: () => false, keep: () => null },
        allowedHosts: () => [],
      }),
    );

    for (const path of ['/healthz', '/readyz', '/graphql', '/callbacks/onenet/x', '/nothing', '/%zz']) {
      expect(await statusFor(`${url}${path}`, 'rebound.evil.example')).toBe(421);
    }
    expect(await statusFor(`${url}/graphql`, 'rebound.evil.example', upgrade)).toBe(421);
    expect(await statusFor(`${url}/healthz`, 'localhost')).toBe(200);
    expect(await statusFor(`${url}/graphql`, 'localhost', upgrade)).toBe(503);
  });

  it('reaches nothing without a Host header: 421', async () => {
    const { url, sandboxUrl } = await dev();

    for (const address of [url, sandboxUrl ?? '']) {
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      // HTTP/1.0 knows no Host.
      socket.end('GET /healthz HTTP/1.0\r\n\r\n');
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 421 /);
    }
  });

  it.each(rebound)('reaches nothing of the sandbox as %s: 421', async (host) => {
    const { sandboxUrl } = await dev();

    for (const path of ['/', '/onenet/auth/x', '/sso/oauth2.0/accessToken', '/nothing']) {
      expect(await statusFor(`${sandboxUrl}${path}`, host)).toBe(421);
    }
  });

  it('reaches no metrics on their own port in dev mode: 421', async () => {
    const app = opened.keep(await startTestApp({ env: { METRICS_PORT: String(await freePort()) } }));

    expect(await statusFor(app.metricsUrl, 'rebound.evil.example')).toBe(421);
    expect(await statusFor(`${app.metricsUrl}/%zz`, 'rebound.evil.example')).toBe(421);
    expect((await fetch(app.metricsUrl)).status).toBe(200);
  });
});

describe('dev mode', () => {
  it.each(['127.0.0.1', 'localhost:3000', 'LOCALHOST', '[::1]:4001', '127.8.8.8'])(
    'accepts the Host %s',
    async (host) => {
      const { url, sandboxUrl } = await dev();

      expect(await statusFor(`${url}/graphql`, host, json, 'POST')).toBe(200);
      expect(await statusFor(`${url}/graphql`, host, upgrade)).toBe(101);
      expect(await statusFor(`${sandboxUrl}/`, host)).toBe(200);
    },
  );

  it('accepts the host of PUBLIC_URL, at any port', async () => {
    const { url } = await published();

    for (const host of ['realname.example.com', 'realname.example.com:8443', 'Realname.Example.COM']) {
      expect(await statusFor(`${url}/healthz`, host)).toBe(200);
      expect(await statusFor(`${url}/graphql`, host, upgrade)).toBe(101);
    }
    for (const host of ['example.com', 'realname.example.com.evil.example', 'x.realname.example.com']) {
      expect(await statusFor(`${url}/healthz`, host)).toBe(421);
    }
  });
});

describe('jwt mode', () => {
  it('accepts every Host, since tokens identify callers', async () => {
    const { url } = opened.keep(await startTestApp({ env: (await login()).env }));

    expect(await statusFor(`${url}/healthz`, 'realname.example.com')).toBe(200);
    expect(await statusFor(`${url}/graphql`, 'realname.example.com', upgrade)).toBe(101);
  });

  it('keeps the sandbox on loopback, whatever address the service listens on', async () => {
    const app = opened.keep(await startTestApp({ env: { ...(await login()).env, HOST: '0.0.0.0' } }));
    const port = new URL(app.sandboxUrl ?? '').port;

    expect(app.sandboxUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    for (const { address } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
      if (address.includes(':') || address.startsWith('127.')) continue;
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed');
    }
  });

  it("does not accept the sandbox's published token at LinkID's data source", async () => {
    const app = opened.keep(await startTestApp({ env: (await login()).env }));
    const ask = () =>
      fetch(`${app.url}/providers/linkid/source`, {
        method: 'POST',
        headers: { ...json, authorization: 'Bearer sandbox-linkid-source-token' },
        body: '{"parameters":{}}',
      });

    expect((await ask()).status).toBe(404);
  });
});

describe('a sandbox that is open to other machines', () => {
  it('accepts the names under which they know it', async () => {
    const sandbox = opened.keep(await startSandbox({ host: '0.0.0.0' }));

    expect(await statusFor(`${sandbox.url}/`, 'front:4010')).toBe(200);
  });
});
