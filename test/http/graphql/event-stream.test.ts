import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openEventStream } from '../../support/event-stream';
import { userVerificationUpdated } from '../../support/updates';

const opened = closeAfterEach();

async function scene(env: Record<string, string> = {}): Promise<TestApp> {
  return opened.keep(await startTestApp({ env }));
}

const mutation =
  'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }';

/** The refusal of a stream before it begins. */
async function refusal(app: TestApp, path: string, init: RequestInit) {
  const headers = { accept: 'text/event-stream', ...(init.headers as Record<string, string>) };
  const response = await fetch(`${app.url}${path}`, { ...init, headers });
  expect(response.headers.get('content-type')).toContain('application/json');
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return { status: response.status, codes: errors.map(({ extensions }) => extensions.code) };
}

describe('an event stream (SSE)', () => {
  it('is sent uncached, unbuffered and uncompressed', async () => {
    const { url } = await scene();

    const response = await fetch(`${url}/graphql?${new URLSearchParams({ query: '{ __typename }' })}`, {
      headers: { accept: 'text/event-stream' },
    });

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n',
    );
  });

  it('sends heartbeats', async () => {
    const { url } = await scene({ WEBSOCKET_KEEP_ALIVE_MS: '20' });
    const asked = get(`${url}/graphql?${new URLSearchParams({ query: userVerificationUpdated })}`, {
      headers: { accept: 'text/event-stream' },
    });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length >= 9) break;
    }

    expect(text).toMatch(/^(:\n\n){3,}$/);
  });

  it('reports the errors of an operation in its only result', async () => {
    const { url } = await scene();

    for (const [query, code] of [
      ['subscription {', 'GRAPHQL_PARSE_FAILED'],
      ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
      ['', 'BAD_REQUEST'],
    ]) {
      const stream = opened.keep(await openEventStream(url, query));
      expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(await stream.next()).toBeNull();
    }
  });

  it.each([
    ['query', 1],
    ['operationName', {}],
    ['documentId', []],
    ['variables', 'x'],
    ['extensions', [1]],
  ])('is refused if its %s is invalid', async (name, value) => {
    const app = await scene();
    const body = JSON.stringify({ query: '{ __typename }', [name]: value });

    expect(
      await refusal(app, '/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    ).toEqual({
      status: 400,
      codes: ['BAD_REQUEST'],
    });
  });

  it.each(['variables', 'extensions'])('is refused if the %s in its address are not JSON', async (name) => {
    const app = await scene();

    expect(await refusal(app, `/graphql?query=%7B__typename%7D&${name}=%7B`, {})).toEqual({
      status: 400,
      codes: ['BAD_REQUEST'],
    });
  });

  it('executes no mutation by GET', async () => {
    const app = await scene();

    expect(await refusal(app, `/graphql?${new URLSearchParams({ query: mutation })}`, {})).toEqual({
      status: 405,
      codes: ['BAD_REQUEST'],
    });
  });

  it.each([
    'text/plain',
    'text/plain; x=application/json',
    'text/plain;application/json',
    'application/x-www-form-urlencoded',
    'application/jsonp',
  ])('is refused for a request that any web page can send without a preflight: %s', async (type) => {
    const app = await scene();
    const body = JSON.stringify({ query: mutation });

    expect(
      await refusal(app, '/graphql', { method: 'POST', headers: { 'content-type': type }, body }),
    ).toEqual({
      status: 415,
      codes: ['BAD_REQUEST'],
    });
    const { verifications } = await app.query<{ verifications: unknown }>(
      '{ verifications { nodes { id } } }',
    );
    expect(verifications).toEqual({ nodes: [] });
  });

  it('is accepted with every spelling of the JSON content type', async () => {
    const { url } = await scene();

    for (const type of [
      'application/json',
      'Application/JSON; charset=utf-8',
      'application/json;charset=UTF-8',
    ]) {
      const stream = opened.keep(
        await openEventStream(url, '{ __typename }', { headers: { 'content-type': type } }),
      );
      expect(await stream.next()).toEqual({ data: { __typename: 'Query' } });
    }
  });
});

describe('a subscription over plain HTTP', () => {
  it('is refused with the transports to use instead', async () => {
    const { send } = await scene();

    expect(await send(userVerificationUpdated)).toEqual({
      errors: [
        {
          message: expect.stringMatching(/WebSocket.+text\/event-stream/),
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    });
  });
});
