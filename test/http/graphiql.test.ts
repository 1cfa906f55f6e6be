import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openIdentityProvider } from '../support/identity-provider';

const opened = closeAfterEach();

describe('GraphiQL', () => {
  it.each([
    ['is there in development', 'dev', {}, 200],
    ['is gone in development when GRAPHIQL=off says so', 'dev', { GRAPHIQL: 'off' }, 404],
    ['is not there where tokens are asked for', 'jwt', {}, 404],
    ['is there when GRAPHIQL=on says so', 'jwt', { GRAPHIQL: 'on' }, 200],
  ] as const)('%s', async (_what, mode, env, status) => {
    const login = opened.keep(await openIdentityProvider());
    const { url } = opened.keep(await startTestApp({ env: { ...(mode === 'jwt' && login.env), ...env } }));

    const response = await fetch(url);
    await response.text();

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain(status === 200 ? 'text/html' : 'application/json');
  });
});
