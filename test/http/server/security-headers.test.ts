import { createHash } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openIdentityProvider } from '../../support/identity-provider';

const opened = closeAfterEach();

async function scene(env: Record<string, string> = {}): Promise<TestApp> {
  return opened.keep(await startTestApp({ env }));
}

const json = { 'content-type': 'application/json' };
const stream = { accept: 'text/event-stream' };
const query = JSON.stringify({ query: '{ __typename }' });

/** One of every kind of answer, errors above all. */
const answers: readonly (readonly [what: string, path: string, status: number, init: RequestInit])[] = [
  ['GraphQL', '/graphql', 200, { method: 'POST', headers: json, body: query }],
  [
    'GraphQL by GET',
    '/graphql?query=%7B__typename%7D',
    200,
    { headers: { 'apollo-require-preflight': '1' } },
  ],
  ['an event stream', '/graphql?query=%7B__typename%7D', 200, { headers: stream }],
  [
    'an event stream that is refused',
    '/graphql',
    415,
    { method: 'POST', headers: { ...stream, 'content-type': 'text/plain' }, body: 'x' },
  ],
  [
    'an invalid query',
    '/graphql',
    400,
    { method: 'POST', headers: json, body: JSON.stringify({ query: '{ x }' }) },
  ],
  [
    'an unknown hash',
    '/graphql',
    200,
    {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } }),
    },
  ],
  ['a body that is no JSON', '/graphql', 400, { method: 'POST', headers: json, body: '{' }],
  ['a probe', '/healthz', 200, {}],
  ['the metrics', '/metrics', 200, {}],
  [
    'an unknown callback address',
    '/callbacks/onenet/unknown',
    404,
    { method: 'POST', headers: json, body: '{}' },
  ],
  ['an unknown return address', '/returns/linkid/unknown?at=x', 404, {}],
  [
    'the data source for a stranger',
    '/providers/linkid/source',
    401,
    { method: 'POST', headers: json, body: '{}' },
  ],
  ['nothing', '/nothing', 404, {}],
];

describe('the security headers (CSP, nosniff, no-referrer) are sent', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it.each(answers)('with %s', async (_what, path, status, init) => {
    const response = await fetch(`${app.url}${path}`, init);
    await response.text();

    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('strict-transport-security')).toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
    if (path.startsWith('/graphql')) expect(response.headers.get('cache-control')).toMatch(/^no-store/);
  });
});

describe('Strict-Transport-Security', () => {
  it('is sent if browsers reach us by https', async () => {
    const { url } = await scene({ PUBLIC_URL: 'https://realname.example.com' });

    const response = await fetch(`${url}/healthz`);

    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe("the Content-Security-Policy of GraphiQL's page", () => {
  it('allows only its own scripts, and connections only to us', async () => {
    const { url } = await scene();

    const response = await fetch(url);
    const scripts = [...(await response.text()).matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
      ([, text = '']) => text,
    );
    const policy = Object.fromEntries(
      (response.headers.get('content-security-policy') ?? '').split(';').map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources];
      }),
    );

    expect(scripts.length).toBeGreaterThan(0);
    expect(policy).toEqual({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'script-src': scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`),
      'worker-src': ['blob:'],
      'style-src': ["'unsafe-inline'"],
      'img-src': ['data:'],
      'font-src': ['data:'],
      'connect-src': ["'self'"],
    });
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('the metrics on their own port', () => {
  it('send the same security headers, also with a 404', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = await scene(login.env);

    for (const address of [app.metricsUrl, `${app.metricsUrl}/x`]) {
      const response = await fetch(address);
      await response.text();
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });
});
