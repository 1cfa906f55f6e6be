import { once } from 'node:events';
import { request } from 'node:http';
import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { handshakeStatus } from '../../support/handshake';
import { openIdentityProvider } from '../../support/identity-provider';

const opened = closeAfterEach();

describe('the WebSocket handshake', () => {
  it('is answered only at /graphql', async () => {
    const { url } = opened.keep(await startTestApp());

    expect(await handshakeStatus(url)).toBe(101);
    expect(await handshakeStatus(url, { path: '/graphql?x=1' })).toBe(101);
    for (const path of ['/', '/graphql/', '/GRAPHQL', '/callbacks/onenet/x']) {
      expect(await handshakeStatus(url, { path })).toBe(404);
    }
  });

  it('accepts loopback origins in development, and no others', async () => {
    const { url } = opened.keep(await startTestApp());

    expect(await handshakeStatus(url, { origin: 'http://localhost:3000' })).toBe(101);
    expect(await handshakeStatus(url, { origin: url })).toBe(101);
    expect(await handshakeStatus(url, { origin: 'https://evil.example' })).toBe(403);
    expect(await handshakeStatus(url, { origin: 'null' })).toBe(403);
  });

  it('in production accepts only our own origin and those of WEBSOCKET_ORIGINS', async () => {
    const login = opened.keep(await openIdentityProvider());
    const own = { ...login.env, PUBLIC_URL: 'https://realname.example.com/here' };
    const closed = opened.keep(await startTestApp({ env: own }));
    const open = opened.keep(
      await startTestApp({ env: { ...own, WEBSOCKET_ORIGINS: 'https://app.example.com' } }),
    );

    for (const { url } of [closed, open]) {
      expect(await handshakeStatus(url)).toBe(101);
      expect(await handshakeStatus(url, { origin: url })).toBe(101);
      expect(await handshakeStatus(url, { origin: 'https://realname.example.com' })).toBe(101);
      expect(await handshakeStatus(url, { origin: 'http://localhost:3000' })).toBe(403);
    }
    expect(await handshakeStatus(closed.url, { origin: 'https://app.example.com' })).toBe(403);
    expect(await handshakeStatus(open.url, { origin: 'https://app.example.com' })).toBe(101);
  });

  it('is refused during shutdown', async () => {
    const app = await startTestApp();
    const body = JSON.stringify({ query: '{ verificationMethods { method } }' });
    const underWay = request(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' },
    });
    underWay.flushHeaders();
    await once(underWay, 'continue');

    const closed = app.close();
    expect(await handshakeStatus(app.url)).toBe(503);
    underWay.end(body);

    const [answer] = await once(underWay, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(200);
    await closed;
  });
});
