import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';

const opened = closeAfterEach();

const app = 'https://app.example.com';
const listed = { CORS_ORIGINS: `${app},https://m.example.com` };

const corsHeaders = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

async function scene(env: Record<string, string>) {
  const { url } = opened.keep(await startTestApp({ env }));
  const ask = (origin: string, headers: Record<string, string> = {}, body = '{"query":"{ __typename }"}') =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', ...headers },
      body,
    });
  const preflight = (origin: string, path = '/graphql') =>
    fetch(`${url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  return { url, ask, preflight };
}

describe('a web page of an origin in CORS_ORIGINS', () => {
  it('may send everything that clients send, without credentials', async () => {
    const { preflight } = await scene(listed);

    const response = await preflight(app);

    expect(response.status).toBe(204);
    expect(corsHeaders(response)).toEqual({
      'access-control-allow-origin': app,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': expect.stringMatching(/authorization.*content-type.*last-event-id/),
      'access-control-expose-headers': 'retry-after, x-request-id',
      'access-control-max-age': '7200',
    });
    expect(response.headers.get('vary')).toBe('origin');
  });

  it.each([
    ['an answer', {}, undefined, 200],
    ['an error', {}, '{"query":"{"}', 400],
    ['a body that is no JSON', {}, '{', 400],
    ['a body that is too large', {}, ' '.repeat(8 * 1024 * 1024), 413],
    ['an event stream', { accept: 'text/event-stream' }, undefined, 200],
  ])('may read the response to %s', async (_what, headers, body, status) => {
    const { ask } = await scene(listed);

    const response = await ask('https://m.example.com', headers, body);
    await response.text();

    expect(response.status).toBe(status);
    expect(corsHeaders(response)).toEqual({
      'access-control-allow-origin': 'https://m.example.com',
      'access-control-expose-headers': 'retry-after, x-request-id',
    });
    expect(response.headers.get('vary')).toMatch(/^origin/);
  });

  it('may read a compressed response, which also varies by Accept-Encoding', async () => {
    const { ask } = await scene(listed);

    const response = await ask(
      app,
      {},
      JSON.stringify({ query: '{ __schema { types { name description } } }' }),
    );
    await response.text();

    expect(response.headers.get('vary')).toBe('origin, accept-encoding');
  });

  it.each(['/metrics', '/healthz', '/callbacks/onenet/token', '/'])('may not read %s', async (path) => {
    const { url, preflight } = await scene(listed);

    const response = await fetch(`${url}${path}`, { headers: { origin: app } });
    await response.text();

    expect(corsHeaders(response)).toEqual({});
    expect(corsHeaders(await preflight(app, path))).toEqual({});
  });
});

describe('a web page of another origin', () => {
  it.each([
    'https://evil.example',
    'https://app.example.com.evil.example',
    'http://app.example.com',
    'https://app.example.com:8443',
    'null',
  ])('such as %s may neither send nor read', async (origin) => {
    const { ask, preflight } = await scene(listed);

    const asked = await preflight(origin);
    const answered = await ask(origin);
    await answered.text();

    expect(asked.status).toBe(405);
    expect(corsHeaders(asked)).toEqual({});
    expect(corsHeaders(answered)).toEqual({});
    // A cache must not show it what an origin of the list was answered, nor the other way round.
    expect(answered.headers.get('vary')).toBe('origin');
  });

  it('has no access without CORS_ORIGINS, which is the default', async () => {
    const { ask, preflight } = await scene({});

    const asked = await preflight(app);
    const answered = await ask(app);
    await answered.text();

    expect(asked.status).toBe(405);
    expect([corsHeaders(asked), corsHeaders(answered)]).toEqual([{}, {}]);
    expect(answered.headers.get('vary')).toBeNull();
  });
});
