import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { newCallbackToken } from '../../../src/service/provider-events/callback-address';
import { type ProbedApp, startProbedApp } from '../../support/probed-app';

let app: ProbedApp;
beforeAll(async () => {
  app = await startProbedApp({
    env: { FACE_IMAGE_MIN_BYTES: '1', FACE_IMAGE_MAX_BYTES: '30000', LINKID_SOURCE_TOKEN: 'source-token' },
  });
});
afterAll(() => app.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** Announces a body of that size, and sends it only if it is asked to: what is refused is refused unread. */
async function post(path: string, bytes: number, headers: Record<string, string> = {}): Promise<Answer> {
  const asked = request(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': bytes, ...headers },
  });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  // The service may hang up before all of it is sent.
  asked.on('error', () => {});
  asked.end(`"${'x'.repeat(bytes - 2)}"`);
  const [answer] = await answered;
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(text) };
}

const kib = 1024;
/** Twice the largest image in Base64, and 128 KiB for the rest. */
const graphQLBytes = 80_000 + 128 * kib;

describe('a request body over the limit', () => {
  it.each([{}, { accept: 'text/event-stream' }])('is refused in the form of GraphQL, %j', async (headers) => {
    const answer = await post('/graphql', graphQLBytes + 1, { ...headers });

    expect(answer).toMatchObject({
      status: 413,
      headers: { 'content-type': expect.stringContaining('application/json'), 'cache-control': 'no-store' },
    });
    expect(answer.body).toEqual({
      errors: [{ message: expect.stringContaining('too large'), extensions: { code: 'PAYLOAD_TOO_LARGE' } }],
    });
  });

  it("is refused to OneNET in OneNET's own form", async () => {
    expect(await post(`/callbacks/onenet/${newCallbackToken(app.tools)}`, 64 * kib + 1)).toMatchObject({
      status: 413,
      body: { errno: expect.any(Number), error: expect.stringContaining('too large') },
    });
  });

  it("is refused to LinkID in LinkID's own form", async () => {
    const headers = { authorization: 'Bearer source-token' };

    expect(await post('/providers/linkid/source', graphQLBytes + 1, headers)).toMatchObject({
      status: 413,
      body: { code: 413, message: expect.stringContaining('too large'), data: null },
    });
  });

  it('is refused also at addresses that accept no body', async () => {
    expect(await post('/returns/linkid/x', 64 * kib + 1)).toMatchObject({
      status: 413,
      body: { error: expect.stringContaining('too large') },
    });
    expect(await post('/returns/linkid/x', 64 * kib)).toMatchObject({ status: 404 });
  });
});

describe('a request body just below the limit', () => {
  it('is read by GraphQL', async () => {
    expect(await post('/graphql', graphQLBytes)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    });
  });

  it('is read for OneNET', async () => {
    expect(await post(`/callbacks/onenet/${'t'.repeat(43)}`, 64 * kib)).toMatchObject({ status: 404 });
  });
});

describe('an unreadable request body is refused', () => {
  it.each([
    ['is no JSON', 'application/json', '{"query": ', 400],
    ['is empty', 'application/json', '', 400],
    ['is no object', 'application/json', '"{ __typename }"', 400],
    ['is called something else', 'application/xml', '<query/>', 415],
  ])('in the form of GraphQL because it %s', async (_what, type, body, status) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});

describe('a request address', () => {
  it('with a token longer than any of ours is not found', async () => {
    for (const path of ['/returns/linkid/', '/callbacks/onenet/']) {
      const response = await fetch(`${app.url}${path}${'t'.repeat(65)}`, {
        method: path.startsWith('/returns') ? 'GET' : 'POST',
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: 'The address cannot be read.' });
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('longer than the header limit is refused', async () => {
    const response = await fetch(`${app.url}/returns/linkid/token?at=${'a'.repeat(20_000)}`);

    expect(response.status).toBe(431);
  });
});
