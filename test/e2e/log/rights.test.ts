import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { bearer, openIdentityProvider } from '../../support/identity-provider';
import { until } from './support/log-app';

const opened = closeAfterEach();

describe('the files of the transparency log with AUTH_MODE=jwt', () => {
  const get = async (app: TestApp, path: string, headers: Record<string, string> = {}) => {
    const { status, headers: answered } = await fetch(`${app.url}/log/${path}`, { headers });
    return { status, cache: answered.get('cache-control') };
  };

  test('need a token with realname:audit, and no shared cache may keep them', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = opened.keep(await startTestApp({ env: { ...login.env, TRANSPARENCY_LOG: 'on' } }));
    const auditor = bearer(await login.token({ scope: 'realname:audit' }));
    // The policies in force are its first entries.
    await until(async () => (await get(app, 'tile/0/000.p/2', auditor)).status === 200);

    expect(await get(app, 'checkpoint', auditor)).toEqual({ status: 200, cache: 'private, max-age=10' });
    for (const path of ['tile/0/000.p/2', 'tile/entries/000.p/2', 'tile/0/000.p/1']) {
      const answer = await get(app, path, auditor);
      expect(answer).toEqual({ status: 200, cache: 'private, max-age=31536000, immutable' });
    }
    for (const path of ['tile/0/000', 'tile/0/001', 'tile/1/000', 'tile/entries/000.p/3', 'tile/0/000.p/0']) {
      expect([path, await get(app, path, auditor)]).toEqual([path, { status: 404, cache: 'no-store' }]);
    }

    const others = [
      [{}, 401],
      [bearer(await login.forgedToken({ scope: 'realname:audit' })), 401],
      [bearer(await login.token()), 403],
      [bearer(await login.token({ scope: 'realname:read realname:reveal realname:auditor' })), 403],
    ] as const;
    for (const [headers, status] of others) {
      for (const path of ['checkpoint', 'tile/0/000.p/2', 'tile/entries/000.p/2', 'tile/0/777']) {
        expect([path, await get(app, path, headers)]).toEqual([path, { status, cache: 'no-store' }]);
      }
    }
  });
});
