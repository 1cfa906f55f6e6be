import { startTestApp } from '../support/app';
import { closeAfterEach, openedOnce } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { bearer, openIdentityProvider } from '../support/identity-provider';
import { openSocket } from '../support/socket';

// Routers that do not run in these tests, by what their source code sends. See docs/routers.md.

const opened = closeAfterEach();
// Closed in this order.
const app = openedOnce(async () => startTestApp({ env: (await login()).env }));
const login = openedOnce(() => openIdentityProvider());

const subscription = 'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 0) { version } }';

/** A verification of the token's own account. */
async function started(token: string): Promise<string> {
  const { query } = await app();
  const { startOneNetVerification } = await query<{
    startOneNetVerification: { verification: { id: string } };
  }>(
    'mutation { startOneNetVerification(input: { userId: 1, phone: "19912349999" }) { verification { id } } }',
    {},
    bearer(token),
  );
  return startOneNetVerification.verification.id;
}

describe('a subscription over a WebSocket is authenticated', () => {
  const routers = [
    // apollo-router, plugins/subscription/subgraph.rs: the whole header as `token`, and the headers at the handshake.
    // Hive Gateway's documentation proposes the same `token`.
    ['Apollo Router', (token: string) => ({ params: { token: `Bearer ${token}` }, headers: bearer(token) })],
    // hive-router, executors/websocket.rs: no headers at the handshake, but all in the greeting.
    ['Hive Router', (token: string) => ({ params: { authorization: `Bearer ${token}` } })],
    // @graphql-mesh/transport-ws: connectionParams as they are configured.
    [
      'Hive Gateway',
      (token: string) => ({ params: { authorization: `Bearer ${token}`, traceparent: '00-1' } }),
    ],
    // cosmo: the headers that its rules propagate, at the handshake.
    ['Cosmo Router', (token: string) => ({ headers: bearer(token) })],
  ] as const;

  it.each(routers)('by %s', async (_router, credentialsOf) => {
    const token = await (await login()).token();
    const id = await started(token);
    const socket = opened.keep(await openSocket((await app()).url, credentialsOf(token)));

    expect(await socket.next()).toMatchObject({ type: 'connection_ack' });
    // Cosmo's extension comes along.
    const extensions = { upgradeHeaders: bearer(token) };
    socket.send({
      type: 'subscribe',
      id: '1',
      payload: { query: subscription, variables: { id }, extensions },
    });
    expect(await socket.next()).toEqual({
      type: 'next',
      id: '1',
      payload: { data: { verificationUpdated: { version: 1 } } },
    });
  });
});

describe('a subscription over HTTP', () => {
  it.each([
    // hive-router, executors/http.rs
    ['Hive Router', 'POST', 'multipart/mixed;subscriptionSpec="1.0", text/event-stream'],
    // @graphql-tools/executor-http
    ['Hive Gateway', 'POST', 'text/event-stream'],
    ['Cosmo Router (sse)', 'GET', 'text/event-stream'],
    ['Cosmo Router (sse_post)', 'POST', 'text/event-stream'],
    ['urql', 'POST', 'text/event-stream, multipart/mixed'],
  ] as const)('is streamed to %s, by %s with Accept: %s', async (_router, method, accept) => {
    const token = await (await login()).token();
    const id = await started(token);

    const stream = opened.keep(
      await openEventStream((await app()).url, subscription, {
        method,
        variables: { id },
        headers: { ...bearer(token), accept },
      }),
    );

    expect(stream).toMatchObject({ status: 200, contentType: 'text/event-stream; charset=utf-8' });
    expect(await stream.next()).toEqual({ data: { verificationUpdated: { version: 1 } } });
  });

  it('is not streamed to a client that prefers one answer in JSON', async () => {
    const { url } = await app();
    for (const accept of [
      '*/*',
      'application/json, text/event-stream',
      'application/graphql-response+json, application/json, text/event-stream, multipart/mixed',
    ]) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ __typename }' }),
      });
      expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    }
  });
});
