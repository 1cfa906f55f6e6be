import { startTestApp, type TestApp } from '../support/app';
import { type TestClock, testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { bearer, type IdentityProvider, openIdentityProvider } from '../support/identity-provider';
import { openSocket } from '../support/socket';
import { owner } from './support/callers';
import { rootRules } from './support/root-rules';
import { rootFields } from './support/schema-walk';
import { startAs, withoutLimits } from './support/things';

const opened = closeAfterEach();

interface Scene {
  readonly app: TestApp;
  readonly login: IdentityProvider;
  readonly clock: TestClock;
  /** Ends so much later than the clock, which only the test moves. */
  readonly token: string;
  /** Ends an hour after the other. */
  readonly longToken: string;
  /** Waits for its verdict: it can still be cancelled. */
  readonly id: string;
}

async function scene(leftMs: number): Promise<Scene> {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const clock = testClock(new Date(exp * 1000 - leftMs));
  const login = opened.keep(await openIdentityProvider());
  const app = opened.keep(await startTestApp({ env: { ...login.env, ...withoutLimits }, now: clock.now }));
  const token = await login.token({ sub: owner, exp });
  const longToken = await login.token({ sub: owner, exp: exp + 3600 });
  const { id } = await startAs(app, longToken, 'startOneNetVerification');
  return { app, login, clock, token, longToken, id };
}

const subscriptions = {
  verificationUpdated: (id: string) => ({
    query: 'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 1) { version } }',
    variables: { id },
  }),
  userVerificationUpdated: () => ({
    query: 'subscription ($after: String) { userVerificationUpdated(after: $after) { version } }',
    variables: { after: Buffer.from('v1:1').toString('base64url') },
  }),
} as const;

const fields = Object.keys(subscriptions) as (keyof typeof subscriptions)[];

const cancel = (app: TestApp, id: string, token: string) =>
  app.query(
    'mutation ($id: ID!) { cancelVerification(id: $id) { verification { status } } }',
    { id },
    bearer(token),
  );

const ended = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };

it('knows every subscription', () => {
  const known = rootFields().filter(({ operation }) => operation === 'subscription');

  expect(known.map(({ field }) => field.name).sort()).toEqual([...fields].sort());
  expect(Object.keys(rootRules)).toEqual(
    expect.arrayContaining(fields.map((name) => `Subscription.${name}`)),
  );
});

describe.each(fields)('%s', (field) => {
  it("ends with its caller's token on a socket, although nothing happens on it any more", async () => {
    const { app, token, id } = await scene(1_000);
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    socket.send({ type: 'subscribe', id: '1', payload: subscriptions[field](id) });
    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { data: { [field]: { version: 2 } } },
    });

    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it("ends with its caller's token as an event stream, although nothing happens on it any more", async () => {
    const { app, token, id } = await scene(1_000);
    const { query, variables } = subscriptions[field](id);
    const stream = opened.keep(await openEventStream(app.url, query, { variables, headers: bearer(token) }));
    expect(await stream.next()).toMatchObject({ data: { [field]: { version: 2 } } });

    expect(await stream.next()).toMatchObject(ended);
    expect(await stream.next()).toBeNull();
  });

  it('brings a socket nothing that happened after the token had ended', async () => {
    const { app, clock, token, longToken, id } = await scene(600_000);
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    await socket.next();
    socket.send({ type: 'subscribe', id: '1', payload: subscriptions[field](id) });
    await socket.next();
    // The clock alone: the timer that would close the socket has not run yet.
    clock.advance(600_000);
    await cancel(app, id, longToken);

    expect(await socket.next()).toMatchObject({ id: '1', payload: ended });
    expect(await socket.next()).toEqual({ type: 'complete', id: '1' });
  });

  it('brings an event stream nothing that happened after the token had ended', async () => {
    const { app, clock, token, longToken, id } = await scene(600_000);
    const { query, variables } = subscriptions[field](id);
    const stream = opened.keep(await openEventStream(app.url, query, { variables, headers: bearer(token) }));
    await stream.next();
    clock.advance(600_000);
    await cancel(app, id, longToken);

    expect(await stream.next()).toMatchObject(ended);
    expect(await stream.next()).toBeNull();
  });
});

describe('a socket whose token has ended before its timer ran', () => {
  it('is told nothing any more: no query, no entity, no mutation', async () => {
    const { app, clock, token, id } = await scene(600_000);
    const socket = opened.keep(await openSocket(app.url, { params: { token } }));
    await socket.next();
    clock.advance(600_000);
    const ask = async (n: number, query: string) => {
      socket.send({ type: 'subscribe', id: String(n), payload: { query, variables: { id } } });
      const result = await socket.next();
      await socket.next();
      return result.payload;
    };

    expect(await ask(1, 'query ($id: ID!) { verification(id: $id) { id } }')).toMatchObject(ended);
    expect(
      await ask(2, 'mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }'),
    ).toMatchObject(ended);
    const user = `query { _entities(representations: [{ __typename: "User", guid: "${owner}" }]) {
      ... on User { isRealNameVerified latestVerification { id } verifications { nodes { id } } }
    } }`;
    expect(await ask(3, user)).toEqual({
      data: {
        _entities: [{ isRealNameVerified: false, latestVerification: null, verifications: { nodes: [] } }],
      },
    });
  });
});
