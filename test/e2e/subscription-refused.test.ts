import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach, openedOnce } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { openSocket } from '../support/socket';
import { userVerificationUpdated, verificationUpdated } from '../support/updates';

const opened = closeAfterEach();

const stranger = {
  'x-dev-guid': 'stranger',
  'x-dev-scopes': 'realname:write realname:reveal realname:redact',
};

const sharedOneNet = openedOnce(() => openFakeOneNet());
const sharedApp = openedOnce(async () => startTestApp({ env: (await sharedOneNet()).env }));

async function scene() {
  const oneNet = await sharedOneNet();
  const app = await sharedApp();
  return { app, started: await startAtOneNet(app, oneNet, { guid: 'account-of-liu' }) };
}

type Refusal = { message: string; code: unknown }[];

/** The errors with which a subscription begins and, after nothing else, ends: over a socket. */
async function refusedOnSocket(
  app: TestApp,
  query: string,
  variables: object,
  headers = stranger,
): Promise<Refusal> {
  const socket = opened.keep(await openSocket(app.url, { headers }));
  await socket.next();
  socket.send({ type: 'subscribe', id: '1', payload: { query, variables } });
  const first = await socket.next();
  if (first.type === 'next') expect(await socket.next()).toEqual({ type: 'complete', id: '1' });
  const errors = first.type === 'error' ? first.payload : (first.payload as { errors: unknown }).errors;
  return (errors as { message: string; extensions?: { code?: unknown } }[]).map(
    ({ message, extensions }) => ({
      message,
      code: extensions?.code,
    }),
  );
}

/** The same over SSE. */
async function refusedOnStream(
  app: TestApp,
  query: string,
  variables: object,
  headers = stranger,
): Promise<Refusal> {
  const stream = opened.keep(await openEventStream(app.url, query, { variables: { ...variables }, headers }));
  const first = await stream.next();
  expect(await stream.next()).toBeNull();
  return (first?.errors ?? []).map(({ message, extensions }) => ({ message, code: extensions?.code }));
}

const transports = [
  ['a WebSocket', refusedOnSocket],
  ['SSE', refusedOnStream],
] as const;

describe.each(transports)('a subscription over %s', (_name, refused) => {
  it("to an unknown verification and to another account's ends at once, with the same error", async () => {
    const { app, started } = await scene();

    const foreign = await refused(app, verificationUpdated, { id: started.id });
    const caughtUp = await refused(app, verificationUpdated, { id: started.id, sinceVersion: 0 });
    const unknown = await refused(app, verificationUpdated, { id: 'no-such-verification' });

    expect(foreign).toEqual([{ message: expect.any(String), code: 'NOT_FOUND' }]);
    expect(caughtUp).toEqual(foreign);
    expect(unknown).toEqual(foreign);
  });

  it("to an unknown account and to another's ends at once, with the same error", async () => {
    const { app } = await scene();

    const foreign = await refused(app, userVerificationUpdated, { guid: 'account-of-liu' });
    const unknown = await refused(app, userVerificationUpdated, { guid: 'no-such-account' });

    expect(foreign).toEqual([{ message: expect.any(String), code: 'NOT_FOUND' }]);
    expect(unknown).toEqual(foreign);
  });

  it('with a negative sinceVersion is refused as BAD_USER_INPUT', async () => {
    const { app, started } = await scene();
    const mine = { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'none' };

    expect(await refused(app, verificationUpdated, { id: started.id, sinceVersion: -1 }, mine)).toEqual([
      { message: expect.stringContaining('sinceVersion'), code: 'BAD_USER_INPUT' },
    ]);
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('v1:-1').toString('base64url'),
    Buffer.from('v1:1x').toString('base64url'),
    `${Buffer.from('v1:1').toString('base64url')}=`,
  ])('with the cursor "%s" is refused as BAD_USER_INPUT', async (after) => {
    const { app } = await scene();

    expect(await refused(app, userVerificationUpdated, { after })).toEqual([
      { message: expect.stringContaining('after'), code: 'BAD_USER_INPUT' },
    ]);
  });

  it('without its arguments, or with arguments of a wrong type, is refused without repeating them', async () => {
    const { app } = await scene();
    const secret = '330102198806170019';

    const answers = [
      await refused(app, 'subscription { verificationUpdated { version } }', {}),
      await refused(app, verificationUpdated, { id: { secret }, sinceVersion: 1 }),
      await refused(app, verificationUpdated, { id: '1', sinceVersion: secret }),
      await refused(
        app,
        `subscription { verificationUpdated(id: "1", sinceVersion: "${secret}") { version } }`,
        {},
      ),
      await refused(
        app,
        `subscription { verificationUpdated(id: "1" sinceVersion "${secret}") { version } }`,
        {},
      ),
    ];

    for (const errors of answers) {
      expect(errors).toHaveLength(1);
      expect(errors[0]?.message).toMatch(/^[A-Z]/);
    }
    expect(JSON.stringify(answers)).not.toContain(secret);
  });
});

describe('a request for an event stream', () => {
  it.each([
    ['text/event-stream', 200, 'text/event-stream'],
    ['Text/Event-Stream', 200, 'text/event-stream'],
    ['text/event-stream, multipart/mixed', 200, 'text/event-stream'],
    ['application/json;q=0.5, text/event-stream', 200, 'text/event-stream'],
    ['text/event-stream;q=0.5, application/json;q=0.4', 200, 'text/event-stream'],
    ['text/event-stream;q=0.4, application/json;q=0.5', 200, 'json'],
    ['text/event-stream;q=0, */*;q=0.1', 200, 'json'],
    ['multipart/mixed;subscriptionSpec=1.0, text/event-stream', 200, 'text/event-stream'],
    ['multipart/mixed;deferSpec=20220824, application/json', 200, 'json'],
    ['multipart/mixed, application/json', 200, 'json'],
    ['application/graphql-response+json, application/json, text/event-stream, multipart/mixed', 200, 'json'],
    ['application/json', 200, 'json'],
    ['*/*', 200, 'json'],
  ])('is recognised by Accept: %s', async (accept, status, contentType) => {
    const { app } = await scene();

    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ verificationMethods { method } }' }),
    });
    const text = await response.text();

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain(contentType);
    expect(text).toContain('ONENET_PAGE');
  });

  it.each([
    ['application/json, text/event-stream', 'text/event-stream'],
    ['text/event-stream;q=0.1, application/json', 'text/event-stream'],
    ['application/graphql-response+json, */*;q=0.9, Text/Event-Stream;q=0.2', 'text/event-stream'],
    ['application/json, multipart/mixed;subscriptionSpec=1.0;q=0.5', 'multipart/mixed'],
    ['application/json, multipart/mixed;subscriptionSpec=1.0, text/event-stream;q=0.1', 'text/event-stream'],
    ['application/json, text/event-stream;q=0', 'json'],
    ['application/json, multipart/mixed', 'json'],
    ['*/*', 'json'],
  ])('for a subscription is also recognised as the lesser wish in %s', async (accept, contentType) => {
    const { app, started } = await scene();
    const { query, variables } = { query: verificationUpdated, variables: { id: started.id } };

    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json', 'x-dev-guid': 'account-of-liu' },
      body: JSON.stringify({ query, variables }),
    });
    await response.body?.cancel();

    expect(response.headers.get('content-type')).toContain(contentType);
  });

  it.each(['GET', 'POST'] as const)(
    'by %s is refused without repeating the text if it cannot be parsed',
    async (method) => {
      const { app } = await scene();
      const secret = '330102198806170019';
      const query = `subscription { verificationUpdated(id "${secret}") { version } }`;
      const search = new URLSearchParams({ query });

      const response = await fetch(method === 'GET' ? `${app.url}/graphql?${search}` : `${app.url}/graphql`, {
        method,
        headers: {
          accept: 'text/event-stream',
          ...(method === 'POST' && { 'content-type': 'application/json' }),
        },
        ...(method === 'POST' && { body: JSON.stringify({ query }) }),
      });
      const text = await response.text();

      expect(text).toContain('Syntax Error');
      expect(text).not.toContain(secret);
    },
  );
});

describe('a WebSocket', () => {
  it('survives a query that cannot be parsed, with its other subscriptions', async () => {
    const { app, started } = await scene();
    const socket = opened.keep(await openSocket(app.url));
    await socket.next();

    socket.send({ type: 'subscribe', id: '1', payload: { query: 'subscription {' } });
    expect(await socket.next()).toMatchObject({
      type: 'error',
      id: '1',
      payload: [{ message: expect.stringContaining('Syntax Error') }],
    });
    const variables = { id: started.id, sinceVersion: 1 };
    socket.send({ type: 'subscribe', id: '2', payload: { query: verificationUpdated, variables } });

    expect(await socket.next()).toMatchObject({ type: 'next', id: '2' });
  });
});
