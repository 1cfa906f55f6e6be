import { Client, fetchExchange, gql } from 'urql';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openEventStream } from '../../support/event-stream';
import { bearer, openIdentityProvider } from '../../support/identity-provider';
import { openMultipartStream } from '../../support/multipart-stream';
import { userVerificationUpdated } from '../../support/updates';

const opened = closeAfterEach();

const cancel = 'mutation ($id: ID!) { cancelVerification(id: $id) { inputErrors { code } } }';

/** A service with a verification that has had two events. */
async function scene(env: Record<string, string> = {}): Promise<{ app: TestApp; id: string; query: string }> {
  const app = opened.keep(await startTestApp({ env }));
  const { startOneNetVerification } = await app.query<{
    startOneNetVerification: { verification: { id: string } };
  }>(
    'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }',
  );
  const { id } = startOneNetVerification.verification;
  return { app, id, query: `subscription { verificationUpdated(id: "${id}", sinceVersion: 0) { version } }` };
}

const event = (version: number) => ({ data: { verificationUpdated: { version } } });

describe('urql with its defaults, which sends short queries by GET,', () => {
  const document = gql('{ __typename }');

  it('is answered if it sends a token', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = opened.keep(await startTestApp({ env: login.env }));
    const headers = bearer(await login.token());
    const methods: (string | undefined)[] = [];
    const client = new Client({
      url: `${app.url}/graphql`,
      exchanges: [fetchExchange],
      fetchOptions: { headers },
      fetch: (input, init) => {
        methods.push(init?.method);
        return fetch(input, init);
      },
      preferGetMethod: 'within-url-limit',
    });

    const { data, error } = await client.query(document, {}).toPromise();

    expect(error).toBeUndefined();
    expect(data).toEqual({ __typename: 'Query' });
    expect(methods).toEqual(['GET']);
  });

  it('is told which setting it needs if it sends no token', async () => {
    const app = opened.keep(await startTestApp());
    const settings = { url: `${app.url}/graphql`, exchanges: [fetchExchange], fetch };

    const refused = await new Client({ ...settings, preferGetMethod: true }).query(document, {}).toPromise();
    const answered = await new Client({ ...settings, preferGetMethod: false })
      .query(document, {})
      .toPromise();

    expect(refused.error?.message).toMatch(/apollo-require-preflight.*preferGetMethod: false/);
    expect(answered.data).toEqual({ __typename: 'Query' });
  });
});

describe('CSRF protection of GET requests', () => {
  it.each([
    ['says that the browser has asked first', { 'apollo-require-preflight': '1' }, 200],
    ["names its operation in Apollo's header", { 'x-apollo-operation-name': 'A' }, 200],
    ['is JSON, which no form can send', { 'content-type': 'application/json' }, 200],
    ['shows a token', { authorization: 'Bearer x' }, 200],
    ['comes from a page of our own', { 'sec-fetch-site': 'same-origin' }, 200],
    ['comes from another site', { 'sec-fetch-site': 'cross-site' }, 400],
    ['comes from a sibling domain', { 'sec-fetch-site': 'same-site' }, 400],
    ['shows a password that browsers send by themselves', { authorization: 'Basic eDp5' }, 400],
    ['is what a form can send', { 'content-type': 'text/plain' }, 400],
  ])('decides about a request that %s', async (_what, headers, status) => {
    const { url } = opened.keep(await startTestApp());

    const response = await fetch(`${url}/graphql?${new URLSearchParams({ query: '{ __typename }' })}`, {
      headers: headers as Record<string, string>,
    });
    await response.text();

    expect(response.status).toBe(status);
  });
});

describe('a browser that opens /graphql', () => {
  const browser = {
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'sec-fetch-site': 'none',
  };

  it('is redirected to GraphiQL', async () => {
    const { url } = opened.keep(await startTestApp());

    const response = await fetch(`${url}/graphql`, { headers: browser, redirect: 'manual' });

    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/');
    const page = await fetch(`${url}/graphql`, { headers: browser });
    expect(page.headers.get('content-type')).toContain('text/html');
    await page.text();
  });

  it('is not redirected if GraphiQL is disabled', async () => {
    const { url } = opened.keep(await startTestApp({ env: { GRAPHIQL: 'off' } }));

    const response = await fetch(`${url}/graphql`, { headers: browser, redirect: 'manual' });

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('json');
    await response.text();
  });

  it.each(['*/*', 'application/json', 'application/json, text/html', 'text/event-stream'])(
    'is not assumed for Accept: %s',
    async (accept) => {
      const { url } = opened.keep(await startTestApp());
      const search = new URLSearchParams({ query: '{ __typename }' });

      const response = await fetch(`${url}/graphql?${search}`, {
        headers: { accept, 'apollo-require-preflight': '1' },
        redirect: 'manual',
      });

      expect(response.status).toBe(200);
      expect(await response.text()).toContain('{"data":{"__typename":"Query"}}');
    },
  );
});

describe("a subscription over Apollo Client's multipart protocol", () => {
  it('delivers each event as soon as it happens', async () => {
    const { app, id, query } = await scene();
    const stream = opened.keep(await openMultipartStream(app.url, { query }));

    expect(stream.status).toBe(200);
    expect(stream.contentType).toBe('multipart/mixed;boundary=graphql;subscriptionSpec=1.0');
    expect(await stream.next()).toEqual({ payload: event(1) });
    expect(await stream.next()).toEqual({ payload: event(2) });
    await app.query(cancel, { id });
    expect(await stream.next()).toEqual({ payload: event(3) });
  });

  it('ends after the last event', async () => {
    const { app, id, query } = await scene();
    const stream = opened.keep(await openMultipartStream(app.url, { query }));
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { inputErrors { code } } }', { id });

    while ((await stream.next()) !== null);
  });

  it('reports errors in its only part', async () => {
    const { app } = await scene();

    for (const [query, code] of [
      ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription { verificationUpdated(id: "1") { version } }', 'NOT_FOUND'],
    ]) {
      const stream = opened.keep(await openMultipartStream(app.url, { query }));
      expect(await stream.next()).toMatchObject({ payload: { errors: [{ extensions: { code } }] } });
      expect(await stream.next()).toBeNull();
    }
  });

  it('sends heartbeats that clients ignore', async () => {
    const { app } = await scene({ WEBSOCKET_KEEP_ALIVE_MS: '20' });
    // Without an event to come.
    const stream = opened.keep(await openMultipartStream(app.url, { query: userVerificationUpdated }));

    expect([await stream.next(), await stream.next()]).toEqual([{}, {}]);
  });

  it('reports why it ends when the service stops', async () => {
    const { app, query } = await scene();
    const stream = opened.keep(await openMultipartStream(app.url, { query }));
    await stream.next();
    await stream.next();

    const closed = app.close();

    expect(await stream.next()).toMatchObject({
      payload: null,
      errors: [{ extensions: { code: 'SERVICE_RESTARTING' } }],
    });
    await closed;
  });
});

describe('an event stream', () => {
  it('ends with the code SERVICE_RESTARTING when the service stops, and is cut instead of completed', async () => {
    const { app, query } = await scene();
    const stream = opened.keep(await openEventStream(app.url, query));
    await stream.next();
    await stream.next();

    const closed = app.close();

    expect(await stream.next()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'SERVICE_RESTARTING' } }],
    });
    await expect(stream.next()).rejects.toThrow();
    await closed;
  });
});

describe('an event stream that broke', () => {
  it('resumes after its last event id: the version', async () => {
    const { app, id, query } = await scene();
    const first = opened.keep(await openEventStream(app.url, query, { method: 'GET' }));
    expect(await first.next()).toEqual(event(1));
    expect(first.lastId()).toBe('1');
    await first.close();
    await app.query(cancel, { id });

    const headers = { 'last-event-id': '1' };
    const again = opened.keep(await openEventStream(app.url, query, { method: 'GET', headers }));

    expect([await again.next(), await again.next()]).toEqual([event(2), event(3)]);
    expect(again.lastId()).toBe('3');
  });

  it("resumes after its last event id: the account's cursor", async () => {
    const { app, id } = await scene();
    const first = opened.keep(await openEventStream(app.url, userVerificationUpdated));
    await app.query(cancel, { id });
    const seen = await first.next();
    const lastId = first.lastId() ?? '';
    expect(seen?.data).toMatchObject({ userVerificationUpdated: { version: 3, cursor: lastId } });
    await first.close();
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { inputErrors { code } } }', { id });

    const headers = { 'last-event-id': lastId };
    const again = opened.keep(await openEventStream(app.url, userVerificationUpdated, { headers }));

    expect((await again.next())?.data).toMatchObject({ userVerificationUpdated: { version: 4 } });
  });

  it('resumes also if its fields are selected by fragments and aliases', async () => {
    const { app, id } = await scene();
    const query = `subscription { ...F } fragment F on Subscription {
      followed: verificationUpdated(id: "${id}", sinceVersion: 1) { status }
    }`;

    const stream = opened.keep(await openEventStream(app.url, query));

    await stream.next();
    expect(stream.lastId()).toBe('2');
  });

  it.each(['x', '-1', '1.5', '9999999999', 'djE6MQ'])(
    'does not resume after %s, which is not a version',
    async (lastId) => {
      const { app, query } = await scene();

      const stream = opened.keep(
        await openEventStream(app.url, query, { headers: { 'last-event-id': lastId } }),
      );

      expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
      expect(await stream.next()).toBeNull();
    },
  );

  it('has no id for a result without an event', async () => {
    const { app } = await scene();
    const stream = opened.keep(await openEventStream(app.url, '{ __typename }'));

    await stream.next();

    expect(stream.lastId()).toBeNull();
  });
});
